package io.bulwark.riscv.guests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SchnorrTest {
    @Test
    void signsTheFirstTestVectorOfBip340() {
        Schnorr owner = new Schnorr(BigInteger.valueOf(3));
        assertThat(HexFormat.of().formatHex(owner.x()))
                .isEqualTo("f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9");
        assertThat(HexFormat.of().formatHex(owner.sign(new byte[32], new byte[32])))
                .isEqualTo("e907831f80848d1069a5371b402410364bdf1c5f8307b0084c55f1ce2dca8215"
                        + "25f66a4a85ea8b71e482a74f382d2ce5ebeee8fdb2172f477df4900d310536c0");
    }

    @Test
    void refusesSecretsOutsideTheGroup() {
        assertThatThrownBy(() -> new Schnorr(BigInteger.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Schnorr(BigInteger.ONE.shiftLeft(256)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
