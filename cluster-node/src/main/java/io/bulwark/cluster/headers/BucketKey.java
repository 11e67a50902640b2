package io.bulwark.cluster.headers;

import org.apache.pekko.cluster.ddata.Key;

/** Names a bucket in Distributed Data. The configuration makes durable all whose names begin with "jobs-". */
final class BucketKey extends Key<Bucket> {
    private static final long serialVersionUID = 1;

    private static final String PREFIX = "jobs-";

    private BucketKey(int number) {
        super(PREFIX + number);
    }

    static BucketKey of(int number) {
        return new BucketKey(number);
    }

    /** Which bucket the key names. */
    static int number(Key<Bucket> key) {
        return Integer.parseInt(key.id().substring(PREFIX.length()));
    }
}
