// The heading of what was just made: brought into view, and told to who cannot see it.

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

export function Shown({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "start" });
  }, []);
  return <h3 ref={heading} class="shown" tabIndex={-1}>{children}</h3>;
}
