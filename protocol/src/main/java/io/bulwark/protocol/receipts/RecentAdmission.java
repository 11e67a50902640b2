package io.bulwark.protocol.receipts;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.identity.Consortium;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * {@link Admission#now} for a node that sees the same certificates many times a second: one that the list has admitted is not read and checked again for ten
 * seconds, unless another list comes into force. So a certificate counts for up to ten seconds beyond its end. Safe for use by many threads.
 */
public final class RecentAdmission implements Admission {
    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final int CERTIFICATES = 4096;

    private record Known(Admitted admitted, Consortium list, long at) {}

    private final Supplier<Consortium> list;
    /** Reads and checks a certificate by a list. */
    private final Function<Consortium, Admission> full;

    private final LongSupplier nanoTime;
    private final Map<ByteString, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteString, Known> eldest) {
            return size() > CERTIFICATES;
        }
    };

    /** @param list the one in force */
    public RecentAdmission(Supplier<Consortium> list) {
        this(list, Admission::now, System::nanoTime);
    }

    RecentAdmission(Supplier<Consortium> list, Function<Consortium, Admission> full, LongSupplier nanoTime) {
        this.list = list;
        this.full = full;
        this.nanoTime = nanoTime;
    }

    @Override
    public Admitted admit(ByteString certificate) {
        Consortium now = list.get();
        long time = nanoTime.getAsLong();
        Known remembered = recall(certificate);
        if (remembered != null && remembered.list.equals(now) && time - remembered.at < REMEMBERED.toNanos()) {
            return remembered.admitted;
        }
        Admitted admitted = full.apply(now).admit(certificate);
        remember(certificate, new Known(admitted, now, time));
        return admitted;
    }

    private synchronized Known recall(ByteString certificate) {
        return known.get(certificate);
    }

    private synchronized void remember(ByteString certificate, Known found) {
        known.put(certificate, found);
    }
}
