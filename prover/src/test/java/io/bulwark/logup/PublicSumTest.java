package io.bulwark.logup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulwark.air.Bus;
import io.bulwark.air.Expression;
import io.bulwark.air.Multiplicity;
import io.bulwark.air.PublicContributions;
import io.bulwark.air.PublicContributionsBuilder;
import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicSumTest {
    private static final NativeBackend BACKEND = NativeBackend.INSTANCE;
    private static final Extension ALPHA = Extension.ofCoefficients(new int[] {5, 6, 7, 8, 9}, 0);
    private static final Extension BETA = Extension.ofCoefficients(new int[] {15, 16, 17, 18, 19}, 0);

    /** Sends the second value on bus 2 if the first is 1, receives it if the first is 0. */
    private static PublicContributions sendOrReceive() {
        PublicContributionsBuilder builder = new PublicContributionsBuilder(2);
        Expression flag = builder.value(0);
        Bus bus = Bus.state(2, 1);
        builder.send(bus, Multiplicity.flag(flag), builder.value(1));
        builder.receive(bus, Multiplicity.flag(flag.subtractedFrom(1)), builder.value(1));
        return builder.build();
    }

    private static Extension sum(Extension alpha, Extension beta, int flag, int value) {
        return new PublicSum<>(BACKEND, sendOrReceive())
                .of(
                        new Fingerprints<>(BACKEND.extension(), alpha, List.of(beta)),
                        new int[] {KoalaBear.fromLong(flag), KoalaBear.fromLong(value)});
    }

    private static Reason refusal(Extension alpha, Extension beta, int flag, int value) {
        return catchThrowableOfType(VerificationException.class, () -> sum(alpha, beta, flag, value))
                .reason();
    }

    @Test
    void aFlagDecidesWhichContributionCounts() {
        Extension fingerprint = ALPHA.add(Extension.of(KoalaBear.fromLong(2))).add(BETA.scale(KoalaBear.fromLong(7)));
        assertThat(sum(ALPHA, BETA, 1, 7)).isEqualTo(fingerprint.inverse());
        assertThat(sum(ALPHA, BETA, 0, 7)).isEqualTo(fingerprint.inverse().neg());
    }

    @Test
    void refusesAMultiplicityThatIsNeither0Nor1() {
        for (int flag : new int[] {2, 3, -1, 1 << 24}) {
            assertThat(refusal(ALPHA, BETA, flag, 7)).isEqualTo(Reason.PUBLIC_MULTIPLICITY);
        }
    }

    @Test
    void refusesAMessageThatCountsAndHasAFingerprintOfZero() {
        Extension alpha = Extension.of(KoalaBear.fromLong(-2 - 7));
        assertThat(refusal(alpha, Extension.ONE, 1, 7)).isEqualTo(Reason.PUBLIC_FINGERPRINT);
        assertThat(refusal(alpha, Extension.ONE, 0, 7)).isEqualTo(Reason.PUBLIC_FINGERPRINT);
    }
}
