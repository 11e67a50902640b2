package io.bulwark.cluster.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssemblyTest {
    private static String assembled(String source) {
        return HexFormat.of().formatHex(Assembly.assemble(source, Map.of("given", new byte[] {1, 2})));
    }

    @Test
    void wordsBecomeCode() {
        assertThat(assembled("0x01 ADD # no code\n$given SSTORE")).isEqualTo("60010161010255");
    }

    @Test
    void placesCanBeNamedBeforeTheyComeAndAfter() {
        assertThat(assembled("@end JUMP end: @end")).isEqualTo("610004565b610004");
    }

    @Test
    void namesThatMeanNothingAreRefused() {
        for (String wrong : new String[] {"NOTHING", "@nowhere", "$unknown"}) {
            assertThatThrownBy(() -> assembled(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
