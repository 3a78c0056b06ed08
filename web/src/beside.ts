// Which files are checked beside each other: those of one plan that hold different forms.

import type { FileEntry } from "./desk";

/** Keys of the files beside each file, by its key. Whether their sums meet is the library's to say. */
export function besides(files: FileEntry[]): Map<number, number[]> {
  const plans = new Map<string, { keys: Set<number>; layouts: Set<string> }>();
  for (const file of files) {
    for (const { plan, layout } of file.read?.overview.plans ?? []) {
      const known = plans.get(plan) ?? { keys: new Set(), layouts: new Set() };
      known.keys.add(file.key);
      known.layouts.add(layout);
      plans.set(plan, known);
    }
  }
  const beside = new Map<number, number[]>();
  for (const { keys, layouts } of plans.values()) {
    if (keys.size < 2 || layouts.size < 2) continue;
    for (const key of keys) {
      const others = [...(beside.get(key) ?? []), ...keys].filter((other) => other !== key);
      beside.set(key, [...new Set(others)].sort((one, other) => one - other));
    }
  }
  return beside;
}
