package io.bulwark.cluster.http;

import io.bulwark.cluster.gateway.TokenBucket;

/** What one key may ask for: requests in a second, bytes handed in in a day. Safe for use by several threads. */
final class Quota {
    /** Binds nothing. */
    static final Quota NONE = new Quota(1e15, 1e18);

    private static final double SECONDS_OF_A_DAY = 86_400;
    private static final double SECONDS_OF_A_BURST = 2;

    private final TokenBucket requests;
    private final TokenBucket bytes;

    Quota(double requestsPerSecond, double bytesPerDay) {
        long now = System.nanoTime();
        requests = new TokenBucket(Math.max(1, requestsPerSecond * SECONDS_OF_A_BURST), requestsPerSecond, now);
        bytes = new TokenBucket(bytesPerDay, bytesPerDay / SECONDS_OF_A_DAY, now);
    }

    /** @throws ProblemException if there were too many */
    synchronized void takeRequest() {
        take(requests, 1, "requests");
    }

    /** @throws ProblemException if there were too many */
    synchronized void takeBytes(long count) {
        take(bytes, (double) count, "bytes");
    }

    private static void take(TokenBucket bucket, double wanted, String what) {
        long wait = bucket.take(wanted, System.nanoTime());
        if (wait > 0) {
            throw new ProblemException(ProblemType.OVER_QUOTA, "this key's quota of " + what + " is used up", wait);
        }
    }
}
