import { BarChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { type EChartsCoreOption, type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { usePreferences } from '../app/preferences.js';
import { readTokens } from '../app/tokens.js';

use([
  BarChart,
  HeatmapChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
]);

/** The product's tokens as an echarts theme. */
function chartTheme() {
  const tokens = readTokens();
  const axis = {
    axisLine: { lineStyle: { color: tokens['line-strong'] } },
    axisTick: { lineStyle: { color: tokens['line-strong'] } },
    axisLabel: { color: tokens['ink-2'] },
    nameTextStyle: { color: tokens['ink-2'] },
    splitLine: { lineStyle: { color: tokens.line } },
  };
  return {
    color: [tokens.accent, tokens.inconclusive, tokens.fault, tokens.pass, tokens.suspended, tokens['ink-3']],
    textStyle: { fontFamily: tokens.font, color: tokens.ink },
    backgroundColor: 'transparent',
    valueAxis: axis,
    categoryAxis: { ...axis, splitLine: { show: false } },
    timeAxis: axis,
    logAxis: axis,
    legend: { textStyle: { color: tokens['ink-2'] } },
    tooltip: {
      backgroundColor: tokens.surface,
      borderColor: tokens.line,
      textStyle: { color: tokens.ink },
    },
  };
}

const motionless = () => globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches;

/** The drawing itself; `Chart` adds title, table and CSV. */
export function ChartDrawing({ option }: { option: EChartsCoreOption }) {
  const box = useRef<HTMLDivElement>(null);
  const { appearance, language } = usePreferences();
  const chart = useRef<EChartsType | null>(null);
  // A theme cannot be changed afterwards, so the chart is made anew when the appearance or the language changes.
  useEffect(() => {
    if (!box.current) return;
    document.documentElement.dataset.theme = appearance;
    const made = init(box.current, chartTheme(), {
      renderer: 'svg',
      locale: language === 'zh' ? 'ZH' : 'EN',
    });
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, [appearance, language]);
  useEffect(() => {
    const redraw = appearance !== undefined && language !== undefined;
    chart.current?.setOption(
      {
        // Motion without length rather than none: without animation the lines of a chart that was resized stay behind.
        animation: true,
        animationDuration: motionless() ? 0 : 180,
        animationDurationUpdate: motionless() ? 0 : 180,
        grid: { left: 8, right: 16, top: 24, bottom: 8, containLabel: true },
        ...option,
      },
      { notMerge: redraw },
    );
  }, [option, appearance, language]);
  return <div ref={box} style={{ width: '100%', height: '100%' }} />;
}
