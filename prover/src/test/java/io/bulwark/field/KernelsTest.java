package io.bulwark.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KernelsTest {
    @TestFactory
    Stream<DynamicNode> everyImplementationDoesWhatTheReferenceDoes() {
        return FieldPackages.everyWidth(KernelChecks.class);
    }

    @Test
    void thePropertyChoosesTheWidth() throws ReflectiveOperationException {
        for (String choice : FieldPackages.CHOICES) {
            Object checks = FieldPackages.load(choice, KernelChecks.class);
            assertThat(checks.getClass().getMethod("bits").invoke(checks))
                    .isEqualTo(choice.equals("scalar") ? 32 : Integer.parseInt(choice));
        }
    }

    @Test
    void refusesAnUnknownChoice() {
        assertThatThrownBy(() -> FieldPackages.load("1024", KernelChecks.class))
                .hasRootCauseMessage("expected bulwark.kernels to be scalar, 128, 256 or 512, got 1024");
    }
}
