package io.bulwark.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductSumcheckTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 11})
    void sendsTheCoefficientsOfTheDenseSumAndBindsBothTables(int variables) {
        Random random = new Random(variables);
        Extension[] q = Dense.randomPoint(random, 1 << variables);
        Extension[] a = Dense.randomPoint(random, 1 << variables);
        try (Cores cores = new Cores(2)) {
            ProductSumcheck sumcheck =
                    new ProductSumcheck(ExtensionVector.of(q), ExtensionVector.of(a), q.length, Kernels.best(), cores);
            for (int i = 0; i < variables; i++) {
                ProductSumcheck.Round round = sumcheck.round();
                assertThat(new Extension[] {round.c0(), round.c2()})
                        .as("round %d of seed %d", i, variables)
                        .isEqualTo(Dense.round(q, a));
                Extension z = Dense.randomElement(random);
                sumcheck.bind(z);
                q = Dense.bindFirst(q, z);
                a = Dense.bindFirst(a, z);
            }
            assertThat(sumcheck.length()).isOne();
            assertThat(sumcheck.q().get(0)).isEqualTo(q[0]);
            assertThat(sumcheck.a().get(0)).isEqualTo(a[0]);
        }
    }
}
