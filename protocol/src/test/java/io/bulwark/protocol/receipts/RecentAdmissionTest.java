package io.bulwark.protocol.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.identity.Consortium;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentAdmissionTest {
    private static final ByteString ACME = SomeReceipts.ACME.certificate();

    private Consortium list = Consortium.LOOPBACK;
    private long nanos;
    private int checks;
    private boolean admits = true;
    private final Admission recent = new RecentAdmission(() -> list, any -> this::check, () -> nanos);

    private Admission.Admitted check(ByteString certificate) {
        checks++;
        if (!admits) {
            throw new IllegalArgumentException("nobody vouches for it any more");
        }
        return SomeReceipts.admit(certificate);
    }

    @Test
    void checksACertificateOnceInTenSeconds() {
        Admission.Admitted first = recent.admit(ACME);
        nanos = Duration.ofSeconds(10).toNanos() - 1;

        assertThat(recent.admit(ACME)).isEqualTo(first);
        assertThat(checks).isEqualTo(1);
        assertThat(first.member()).isEqualTo(SomeReceipts.ACME.member());
        assertThat(recent.admit(SomeReceipts.BOLT.certificate()).member()).isEqualTo(SomeReceipts.BOLT.member());
        assertThat(checks).isEqualTo(2);
    }

    @Test
    void refusesAfterTenSecondsWhatIsNoLongerAdmitted() {
        recent.admit(ACME);
        admits = false;
        nanos = Duration.ofSeconds(10).toNanos();

        assertThatThrownBy(() -> recent.admit(ACME)).hasMessageContaining("nobody vouches");
    }

    @Test
    void checksAnewUnderAnotherList() {
        recent.admit(ACME);
        admits = false;
        list = new Consortium(0, Sha256.of(new byte[0]), List.of(), list.expelled(), Collections.emptyNavigableMap());

        assertThatThrownBy(() -> recent.admit(ACME)).hasMessageContaining("nobody vouches");
    }

    @Test
    void doesNotRememberARefusal() {
        ByteString stranger = SomeReceipts.STRANGER.certificate();
        assertThatThrownBy(() -> recent.admit(stranger)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> recent.admit(stranger)).isInstanceOf(IllegalArgumentException.class);

        assertThat(checks).isEqualTo(2);
    }

    @Test
    void forgetsTheOldestOfManyCertificates() {
        recent.admit(ACME);
        for (int i = 0; i < 4096; i++) {
            Signer other = SomeReceipts.signer("n" + i, "acme", "DE");
            SomeReceipts.LIST.put(other.certificate(), other.member());
            recent.admit(other.certificate());
            SomeReceipts.LIST.remove(other.certificate());
        }
        int before = checks;

        recent.admit(ACME);

        assertThat(checks).isEqualTo(before + 1);
    }
}
