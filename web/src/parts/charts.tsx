// Amounts by source, as bars with the figures in a table beside them.

import { figure } from "../figures";
import type { Chart, Language } from "../protocol";
import { say } from "../words";

const BAR = 22;
const GAP = 12;
const LEFT = 320;
const WIDTH = 560;
const RIGHT = 110;

export function Charts({ charts, language }: { charts: Chart[]; language: Language }) {
  if (charts.length === 0) return null;
  return (
    <details class="charts">
      <summary>{say(language, "charts")} ({charts.length})</summary>
      {charts.map((chart) => <OneChart chart={chart} language={language} />)}
    </details>
  );
}

export function OneChart({ chart, language }: { chart: Chart; language: Language }) {
  const what = say(language, chart.of === "rows" ? "chartRows" : "chartUnits");
  const form = chart.number ? `${say(language, "appendix")} ${chart.number}` : language === "vi" ? chart.name : chart.name_en;
  const title = `${form}: ${what} (${chart.unit})`;
  const most = Math.max(...chart.bars.map((bar) => Number(bar.sum)), 1);
  const height = chart.bars.length * (BAR + GAP);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <ul class="legend" aria-hidden="true">
        {chart.sources.map((source, at) => <li><svg width="16" height="16"><rect width="16" height="16" class={`source-${at % 6}`} /></svg> {source}</li>)}
      </ul>
      <div class="drawing" tabIndex={0} role="group" aria-label={title}>
      <svg role="img" aria-label={title} viewBox={`0 0 ${LEFT + WIDTH + RIGHT} ${height}`} preserveAspectRatio="xMinYMin">
        {chart.bars.map((bar, at) => {
          const y = at * (BAR + GAP);
          let x = LEFT;
          return (
            <g>
              <text x={LEFT - 8} y={y + BAR - 6} text-anchor="end">{short(bar.name)}</text>
              {bar.amounts.map((amount, source) => {
                const width = (Math.max(0, Number(amount)) / most) * WIDTH;
                const from = x;
                x += width;
                return <rect x={from} y={y} width={width} height={BAR} class={`source-${source % 6}`}><title>{`${bar.name}, ${chart.sources[source]}: ${figure(amount, language)}`}</title></rect>;
              })}
              <text x={x + 8} y={y + BAR - 6}>{figure(bar.sum, language)}</text>
            </g>
          );
        })}
      </svg>
      </div>
      <div class="scroll" tabIndex={0} role="group" aria-label={title}>
        <table>
          <thead>
            <tr><th scope="col">{say(language, "name")}</th>{chart.sources.map((source) => <th scope="col">{source}</th>)}<th scope="col">{say(language, "total")}</th></tr>
          </thead>
          <tbody>
            {chart.bars.map((bar) => (
              <tr>
                <th scope="row">{bar.name}</th>
                {bar.amounts.map((amount) => <td class="figure">{figure(amount, language)}</td>)}
                <td class="figure">{figure(bar.sum, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

const short = (name: string): string => (name.length > 32 ? `${name.slice(0, 31)}…` : name);
