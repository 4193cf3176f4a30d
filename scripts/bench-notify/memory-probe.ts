/**
 * Loaded into the worker before its own code: tells how much memory it holds when it is asked, and
 * ends it with the benchmark.
 */
process.on('message', () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ rssBytes: rss, heapBytes: heapUsed });
});
// The question must not keep the worker from ending.
process.channel?.unref();
process.once('disconnect', () => process.exit());
