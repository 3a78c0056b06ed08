// The page: what is above, the task at hand, what is being done.

import { useEffect, useState } from "preact/hooks";
import { advised } from "./advice";
import { type Look, type State, type Task, busyText, desk, readFiles, useDesk } from "./desk";
import { dropped } from "./files";
import { seconds } from "./figures";
import { CompareTask } from "./parts/compare";
import { FilesTask } from "./parts/filestask";
import { Intake } from "./parts/intake";
import { MergeTask } from "./parts/merge";
import { OwnTask } from "./parts/own";
import { TemplateTask } from "./parts/template";
import { say } from "./words";

const TASKS = [
  ["files", "taskFiles"],
  ["merge", "taskMerge"],
  ["compare", "taskCompare"],
  ["template", "taskTemplate"],
  ["own", "taskOwn"],
] as const;

export function App() {
  const state = useDesk();
  const { language, look, task, files } = state;
  useEffect(() => void desk.begin(), []);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset.look = look;
    document.title = say(language, "title");
  }, [language, look]);
  return (
    <DropTarget>
      <a class="skip" href="#main">{say(language, "skip")}</a>
      <Head state={state} />
      <Progress state={state} />
      <main id="main" tabIndex={-1}>
        <Intake state={state} small={files.length > 0} />
        <nav aria-label={say(language, "tasks")} class="tasks">
          {TASKS.map(([name, word]) => (
            <button type="button" aria-current={task === name ? "page" : undefined} onClick={() => desk.set({ task: name, notice: null })}>
              {say(language, word)}
            </button>
          ))}
        </nav>
        <TaskView state={state} task={task} />
      </main>
    </DropTarget>
  );
}

function TaskView({ state, task }: { state: State; task: Task }) {
  // What was chosen is about the files that were there.
  const known = readFiles(state).map((file) => file.key).join();
  switch (task) {
    case "files":
      return <FilesTask state={state} />;
    case "merge":
      return <MergeTask state={state} key={known} />;
    case "compare":
      return <CompareTask state={state} key={known} />;
    case "template":
      return <TemplateTask state={state} />;
    case "own":
      return <OwnTask state={state} />;
  }
}

/** Everything can be dropped onto. */
function DropTarget({ children }: { children: preact.ComponentChildren }) {
  const [over, setOver] = useState(false);
  return (
    <div
      class={over ? "desk over" : "desk"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={async (event) => {
        event.preventDefault();
        setOver(false);
        if (event.dataTransfer) await desk.take(await dropped(event.dataTransfer));
      }}
    >
      {children}
    </div>
  );
}

function Head({ state: { language, look } }: { state: State }) {
  return (
    <header>
      <div>
        <h1>{say(language, "title")}</h1>
        <p>{say(language, "subtitle")}</p>
      </div>
      <div class="choices">
        <div role="group" aria-label={say(language, "language")} class="switch">
          <button type="button" lang="vi" aria-pressed={language === "vi"} onClick={() => desk.setLanguage("vi")}>Tiếng Việt</button>
          <button type="button" lang="en" aria-pressed={language === "en"} onClick={() => desk.setLanguage("en")}>English</button>
        </div>
        <label>
          {say(language, "look")}{" "}
          <select value={look} onChange={(event) => desk.setLook(event.currentTarget.value as Look)}>
            <option value="auto">{say(language, "lookAuto")}</option>
            <option value="light">{say(language, "lookLight")}</option>
            <option value="dark">{say(language, "lookDark")}</option>
          </select>
        </label>
      </div>
    </header>
  );
}

/** What is being done, and what became of it. */
function Progress({ state: { busy, notice, language } }: { state: State }) {
  const [, tick] = useState(0);
  useEffect(() => {
    if (!busy) return;
    const timer = setInterval(() => tick((times) => times + 1), 1000);
    return () => clearInterval(timer);
  }, [busy !== null]);
  const passed = busy ? Math.floor((Date.now() - busy.since) / 1000) : 0;
  return (
    <div class="state">
      {busy && (
        <div class="busy">
          <progress aria-label={say(language, "working")} max={busy.total} value={busy.total > 1 ? busy.done : undefined} />
          <span>
            {busy.total > 1 && `${busy.done + 1} ${say(language, "of")} ${busy.total} · `}
            {busyText(busy, language)}
            {passed > 1 && ` · ${seconds(passed, language)}`}
          </span>
          <button type="button" onClick={() => desk.stop()}>{say(language, "stop")}</button>
        </div>
      )}
      <div role="status" class={notice?.bad ? "notice bad" : "notice"}>{notice && advised(notice.text, language)}</div>
    </div>
  );
}
