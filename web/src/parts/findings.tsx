// What was found: filters, the list, and all that is known of the one at hand.

import { useEffect, useRef, useState } from "preact/hooks";
import { advised } from "../advice";
import { day } from "../decisions";
import type { FileEntry } from "../desk";
import { figure } from "../figures";
import { type Finding, type Findings, type Language, type RuleHelp, type Weight, weightOf } from "../protocol";
import { say, severityWord } from "../words";
import { Acceptance, acceptedBy } from "./acceptance";

export interface Filter {
  severities: Set<Weight>;
  /** `""` is every sheet. */
  sheet: string;
  /** `""` is every unit. */
  unit: string;
}

export const passes = (finding: Finding, filter: Filter): boolean =>
  filter.severities.has(weightOf(finding)) &&
  (filter.sheet === "" || finding.sheet === filter.sheet) &&
  (filter.unit === "" || finding.unit === filter.unit);

/** Findings that are drawn at first, and with each press of the button. */
const PAGE = 200;

interface Props {
  file: FileEntry;
  findings: Findings;
  shown: { finding: Finding; index: number }[];
  filter: Filter;
  onFilter: (filter: Filter) => void;
  current: number | null;
  onPick: (index: number) => void;
  sheets: string[];
  /** Whether all are drawn, to be printed. */
  all: boolean;
  language: Language;
}

export function FindingsList(props: Props) {
  const { file, findings, shown, current, onPick, all, language } = props;
  const [drawn, setMost] = useState(PAGE);
  const most = all ? Infinity : drawn;
  const list = useRef<HTMLUListElement>(null);
  const at = shown.findIndex(({ index }) => index === current);
  useEffect(() => {
    if (at >= most) setMost(at + PAGE);
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at, most]);
  const go = (to: number, focus: boolean) => {
    const next = shown[Math.max(0, Math.min(shown.length - 1, to))];
    if (!next) return;
    onPick(next.index);
    if (!focus) return;
    const line = () => list.current?.querySelector<HTMLElement>(`[data-index="${next.index}"]`);
    // At once, or a key that follows quickly would go on from the line before; a line further down is drawn first.
    const drawn = line();
    if (drawn) drawn.focus();
    else requestAnimationFrame(() => line()?.focus());
  };
  return (
    <section class="findings" aria-labelledby="findings-title">
      <div class="bar">
        <h3 id="findings-title">{say(language, "findings")} ({shown.length})</h3>
        {shown.length > 1 && (
          <span class="row">
            <button type="button" disabled={at === 0} onClick={() => go(at - 1, false)}>{say(language, "previous")}</button>
            <button type="button" disabled={at === shown.length - 1} onClick={() => go(at + 1, false)}>{say(language, "next")}</button>
          </span>
        )}
      </div>
      {findings.list.length > 0 && <Filters {...props} />}
      {findings.list.length === 0 && <p>{say(language, "noFindings")}</p>}
      {findings.list.length > 0 && shown.length === 0 && <p>{say(language, "noneShown")}</p>}
      <ul ref={list} class="list">
        {shown.slice(0, most).map(({ finding, index }, position) => (
          <li key={index} data-at={position}>
            <button
              type="button" data-index={index} class={`finding ${weightOf(finding)}`} aria-expanded={index === current}
              tabIndex={index === current || (at < 0 && position === 0) ? 0 : -1}
              onClick={() => onPick(index)}
              onKeyDown={(event) => {
                const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -1e9, End: 1e9 }[event.key];
                if (step === undefined) return;
                event.preventDefault();
                go(position + step, true);
              }}
            >
              <span class={`badge ${weightOf(finding)}`}>{severityWord(language, weightOf(finding))}</span>
              <span class="where">{where(finding, language)}</span>
              <span class="what">{advised(finding.message, language)}</span>
            </button>
            {index === current && (
              <>
                <Detail finding={finding} rule={findings.rules.find((rule) => rule.code === finding.rule)} language={language} />
                <Acceptance key={index} file={file} finding={finding} index={index} language={language} />
              </>
            )}
            {all && finding.accepted && <p class="printed">{acceptedBy(finding.accepted, language)}</p>}
          </li>
        ))}
      </ul>
      {findings.unused.length > 0 && (
        <p class="quiet">{say(language, "unusedAcceptances")} {findings.unused.map((one) => `${one.rule} ${[one.sheet, one.cell].filter((part) => part).join("!")} (${one.by}, ${day(one.date)})`).join("; ")}</p>
      )}
      {shown.length > most && <button type="button" onClick={() => setMost(most + PAGE)}>{say(language, "showMore")} ({shown.length - most})</button>}
    </section>
  );
}

const where = (finding: Finding, language: Language): string =>
  [finding.sheet || say(language, "wholeFile"), finding.cell].filter((part) => part).join(" · ");

function Filters({ findings, filter, onFilter, sheets, language }: Props) {
  const counts = { error: findings.errors, warning: findings.warnings, info: findings.infos, accepted: findings.accepted };
  const units = [...new Set(findings.list.map((finding) => finding.unit).filter((unit) => unit !== null))];
  const toggle = (severity: Weight) => {
    const severities = new Set(filter.severities);
    if (!severities.delete(severity)) severities.add(severity);
    onFilter({ ...filter, severities });
  };
  return (
    <fieldset class="filters">
      <legend class="unseen">{say(language, "filter")}</legend>
      {(["error", "warning", "info", "accepted"] as const).map((severity) => counts[severity] > 0 && (
        <label>
          <input type="checkbox" checked={filter.severities.has(severity)} onChange={() => toggle(severity)} />{" "}
          {severityWord(language, severity, counts[severity])}
        </label>
      ))}
      {sheets.length > 1 && (
        <select aria-label={say(language, "sheet")} value={filter.sheet} onChange={(event) => onFilter({ ...filter, sheet: event.currentTarget.value })}>
          <option value="">{say(language, "allSheets")}</option>
          {sheets.map((sheet) => <option value={sheet}>{sheet}</option>)}
        </select>
      )}
      {units.length > 1 && (
        <select aria-label={say(language, "unitName")} value={filter.unit} onChange={(event) => onFilter({ ...filter, unit: event.currentTarget.value })}>
          <option value="">{say(language, "allUnits")}</option>
          {units.map((unit) => <option value={unit}>{unit}</option>)}
        </select>
      )}
    </fieldset>
  );
}

function Detail({ finding, rule, language }: { finding: Finding; rule: RuleHelp | undefined; language: Language }) {
  const shown = (text: string) => (finding.grouped ? figure(text, language) : text);
  return (
    <dl class="more">
      {finding.row && <div><dt>{say(language, "row")}</dt><dd>{finding.row}</dd></div>}
      {finding.column && <div><dt>{say(language, "column")}</dt><dd>{finding.column}</dd></div>}
      {finding.found !== null && <div><dt>{say(language, "found")}</dt><dd class="figure">{shown(finding.found)}</dd></div>}
      {finding.expected !== null && <div><dt>{say(language, "expected")}</dt><dd class="figure">{shown(finding.expected)}</dd></div>}
      {finding.count > 1 && <div><dt>{say(language, "cells")}</dt><dd>{finding.count}</dd></div>}
      {finding.suspects.length > 0 && (
        <div>
          <dt>{say(language, "suspects")}</dt>
          <dd>
            <ul>
              {finding.suspects.map((suspect, at) => (
                <li>
                  <b>{suspect.cell}</b> {finding.suspect_rows[at] && `(${finding.suspect_rows[at]}) `}
                  {say(language, "suspectFits")} <b>{suspect.fits === "" ? say(language, "blank") : shown(suspect.fits)}</b>: {suspect.why}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
      {finding.related.length > 0 && (
        <div>
          <dt>{say(language, "related")}</dt>
          <dd><ul>{finding.related.map((one) => <li><b>{one.cell}</b> {shown(one.text)}</li>)}</ul></dd>
        </div>
      )}
      {rule?.fix[language] && <div><dt>{say(language, "whatToDo")}</dt><dd>{rule.fix[language]}</dd></div>}
      <div><dt>{say(language, "rule")}</dt><dd>{finding.rule}{rule?.title[language] && `: ${rule.title[language]}`}</dd></div>
    </dl>
  );
}
