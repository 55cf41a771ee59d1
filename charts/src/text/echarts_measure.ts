// ECharts measures as we do.

import './lru';

import {setPlatformAPI} from 'echarts/core';

import {widthIn} from './measure';

// ECharts measures in batches and drops its own table when the clock says that a batch was slow; texts of any length
// come here, so the length is bounded.
const LONGEST = 2000;
setPlatformAPI({
  measureText: (text: string | undefined, font?: string) =>
    ({width: widthIn((text ?? '').slice(0, LONGEST), font ?? '12px sans-serif')}) as TextMetrics,
});
