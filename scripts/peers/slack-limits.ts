/** Slack's limit of messages per channel: a bucket that holds a short burst and fills slowly. */
export function channelLimits() {
  let limit: { readonly perSecond: number; readonly burst: number } | null = null;
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    set(to: typeof limit): void {
      limit = to;
      buckets.clear();
    },
    /** Takes one message's worth. @returns 0, or the whole seconds to wait */
    take(channel: string): number {
      if (limit === null) return 0;
      const now = performance.now();
      const bucket = buckets.get(channel) ?? { left: limit.burst, at: now };
      const filled = bucket.left + ((now - bucket.at) / 1_000) * limit.perSecond;
      const left = Math.min(limit.burst, filled);
      const isEnough = left >= 1;
      buckets.set(channel, { left: isEnough ? left - 1 : left, at: now });
      return isEnough ? 0 : Math.max(1, Math.ceil((1 - left) / limit.perSecond));
    },
  };
}
