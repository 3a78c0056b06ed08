// Which files are checked beside each other: those that each hold forms of one plan that no
// other file has. Two versions of one submission are not held against each other.

import type { FileEntry } from "./desk";

/** Keys of the files beside each file, by its key. Whether their sums meet is the library's to say. */
export function besides(files: FileEntry[]): Map<number, number[]> {
  // Files that hold each form of each plan.
  const plans = new Map<string, Map<string, Set<number>>>();
  for (const file of files) {
    for (const { plan, layout } of file.read?.overview.plans ?? []) {
      const layouts = plans.get(plan) ?? new Map<string, Set<number>>();
      layouts.set(layout, (layouts.get(layout) ?? new Set()).add(file.key));
      plans.set(plan, layouts);
    }
  }
  const beside = new Map<number, number[]>();
  for (const layouts of plans.values()) {
    const alone = [...layouts.values()].filter((keys) => keys.size === 1).flatMap((keys) => [...keys]);
    const group = [...new Set(alone)];
    for (const key of group) {
      const others = [...(beside.get(key) ?? []), ...group].filter((other) => other !== key);
      beside.set(key, [...new Set(others)].sort((one, other) => one - other));
    }
  }
  return beside;
}
