package io.bulwark.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldTest {
    @Test
    void theLawsHoldInF() {
        AlgebraLaws.holdIn(new Algebras.Base(), 1, 2000);
    }

    @Test
    void theLawsHoldInK() {
        AlgebraLaws.holdIn(new Algebras.Scalar(), 2, 500);
    }

    @Test
    void theFrobeniusMapIsThePthPower() {
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            Extension a = Samples.extension(random);
            assertThat(a.frobenius()).as("seed 3, round %d", i).isEqualTo(a.pow(KoalaBear.P));
        }
    }

    @Test
    void theModulusOfTheExtensionIsTheOneOfTheDesign() {
        Extension x = Extension.ofCoefficients(new int[] {0, KoalaBear.ONE, 0, 0, 0}, 0);
        assertThat(x.pow(5).add(x.square()).sub(Extension.ONE)).isEqualTo(Extension.ZERO);
    }

    @Test
    void rootsOfUnityHaveExactlyTheirOrder() {
        for (int log = 1; log <= KoalaBear.TWO_ADICITY; log++) {
            int root = KoalaBear.rootOfUnity(log);
            assertThat(KoalaBear.pow(root, 1L << (log - 1))).isEqualTo(KoalaBear.neg(KoalaBear.ONE));
            assertThat(KoalaBear.square(root)).isEqualTo(KoalaBear.rootOfUnity(log - 1));
        }
    }

    @Test
    void refusesToInvertZero() {
        assertThatThrownBy(() -> KoalaBear.inverse(0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(Extension.ZERO::inverse).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refusesANumberThatIsNotCanonical() {
        assertThatThrownBy(() -> KoalaBear.fromCanonical(KoalaBear.P)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KoalaBear.fromCanonical(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(KoalaBear.toCanonical(KoalaBear.fromCanonical(KoalaBear.P - 1)))
                .isEqualTo(KoalaBear.P - 1);
    }
}
