// The page's end of the worker: one request at a time, a new worker where the old one was
// ended or broke.

import type { Answer, Both, Call, Calls, Progressed, RuleLine, Setup } from "./protocol";

/** Why a request was not done, in both languages. */
export class Failure extends Error {
  constructor(readonly why: Both) {
    super(why.en);
  }
}

/** The user stopped it. */
export class Stopped extends Error {}

interface Waiting {
  call: Call;
  ask: unknown;
  done: (value: never) => void;
  failed: (error: Error) => void;
  stage?: (stage: Progressed) => void;
}

const BROKEN: Both = {
  vi: "tệp này làm bộ đọc dừng lại (quá lớn, hoặc hỏng): mở bằng Excel, lưu lại thành .xlsx rồi thử lại; các tệp khác không bị ảnh hưởng",
  en: "this file stopped the reader (too large, or damaged): open it in Excel, save it as .xlsx and try again; other files are not affected",
};

/** The compressed library out of the page. */
async function unpacked(): Promise<ArrayBuffer> {
  const packed = atob(document.getElementById("module")?.textContent?.trim() ?? "");
  const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

export class LibraryClient {
  private worker: Worker | null = null;
  private module: Promise<ArrayBuffer> | null = null;
  private source = "";
  private queue: Waiting[] = [];
  private current: Waiting | null = null;
  private ready = false;
  /** Grows with each worker that was given up. */
  private given = 0;
  private setup: Setup = { layouts: [], places: null, decisions: null };

  /** Sets forms and places, and gives what is known then. Files have to be read again. */
  async configure(setup: Setup): Promise<Calls["setup"]["get"]> {
    const before = this.setup;
    this.replace();
    this.setup = setup;
    try {
      return await this.ask("setup", setup);
    } catch (error) {
      this.setup = before;
      this.replace();
      throw error;
    }
  }

  /** Sets what the office decided about findings; files stay as they were read. */
  async decide(decisions: { origin: string; text: string }): Promise<RuleLine[]> {
    const rules = await this.ask("decide", decisions);
    this.setup = { ...this.setup, decisions };
    return rules;
  }

  /** Asks for something; requests are done in their order. */
  ask<C extends Call>(call: C, ask: Calls[C]["ask"], stage?: (stage: Progressed) => void): Promise<Calls[C]["get"]> {
    return new Promise((done, failed) => {
      this.queue.push({ call, ask, done, failed, stage });
      void this.next();
    });
  }

  /** Gives up what is being done and what waits. */
  stop(): void {
    const given = [this.current, ...this.queue].filter((one) => one !== null);
    this.queue = [];
    this.replace();
    given.forEach((one) => one.failed(new Stopped()));
  }

  private replace(): void {
    this.worker?.terminate();
    this.worker = null;
    this.current = null;
    this.ready = false;
    this.given += 1;
  }

  private async next(): Promise<void> {
    if (this.current) return;
    const one = this.queue.shift();
    if (!one) return;
    this.current = one;
    try {
      const worker = this.worker ?? (await this.start());
      // Stopped meanwhile.
      if (this.current !== one) return;
      if (!this.ready && one.call !== "setup") await this.exchange(worker, { call: "setup", ask: this.setup });
      this.ready = true;
      if (this.current !== one) return;
      const value = await this.exchange(worker, { call: one.call, ask: one.ask }, one.stage);
      if (this.current === one) one.done(value as never);
    } catch (error) {
      if (this.current === one) one.failed(error as Error);
    }
    if (this.current === one) {
      this.current = null;
      void this.next();
    }
  }

  private async start(): Promise<Worker> {
    this.module ??= unpacked();
    this.source ||= document.getElementById("worker")?.textContent ?? "";
    const given = this.given;
    const module = await this.module;
    if (given !== this.given) throw new Stopped();
    const address = URL.createObjectURL(new Blob([this.source], { type: "text/javascript" }));
    const worker = new Worker(address);
    this.worker = worker;
    await this.exchange(worker, { module });
    URL.revokeObjectURL(address);
    return worker;
  }

  private exchange(worker: Worker, message: unknown, stage?: (stage: Progressed) => void): Promise<unknown> {
    return new Promise((done, failed) => {
      const broken = () => {
        if (this.worker === worker) {
          worker.terminate();
          this.worker = null;
          this.ready = false;
        }
        failed(new Failure(BROKEN));
      };
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        switch (data.kind) {
          case "done":
            return done(data.value);
          case "failed":
            return failed(new Failure(data.why));
          case "stage":
            return stage?.(data.stage);
          case "broken":
            console.warn(data.why);
            return broken();
        }
      };
      worker.onerror = (event) => {
        event.preventDefault();
        broken();
      };
      worker.postMessage(message);
    });
  }
}
