package io.bulwark.cluster.gateway;

/**
 * Bounds a rate: holds up to {@code capacity} tokens, gains {@code perSecond} of them each second, starts full. A plain state machine; not for several
 * threads at once.
 */
public final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double capacity;
    private final double perSecond;
    private double tokens;
    private long filledAt;

    /** @param now in nanoseconds, of a clock that never goes back */
    public TokenBucket(double capacity, double perSecond, long now) {
        this.capacity = capacity;
        this.perSecond = perSecond;
        tokens = capacity;
        filledAt = now;
    }

    /**
     * Takes tokens if there are so many.
     *
     * @param wanted more than the capacity are never there
     * @return 0 if they were taken, else the seconds after which they would be there, at least 1
     */
    public long take(double wanted, long now) {
        tokens = Math.min(capacity, tokens + Math.max(0, now - filledAt) / NANOS * perSecond);
        filledAt = Math.max(filledAt, now);
        if (wanted <= tokens) {
            tokens -= wanted;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((wanted - tokens) / perSecond));
    }
}
