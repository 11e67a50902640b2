package io.bulwark.riscv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.tables.SegmentEnds;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class ClaimRulesTest {
    private static final int LOG_CYCLES = SizeClass.MEDIUM.logCycles();

    private static SegmentClaim claim(long cycles, boolean halted) {
        return new SegmentClaim(
                new ProgramId(SegmentClaimTest.digest(1)),
                new MachinePoint((1 << 30) - 1, SegmentClaimTest.digest(2)),
                new MachinePoint(halted ? 0 : 77, SegmentClaimTest.digest(3)),
                cycles,
                halted,
                halted ? -1 : 0,
                halted ? new OutputDigest(Collections.nCopies(8, 0xfffefdfc)) : OutputDigest.NONE);
    }

    private static void check(int[] canonical, int logCycles) {
        new ClaimRules<>(NativeBackend.INSTANCE)
                .check(Arrays.stream(canonical).map(KoalaBear::fromCanonical).toArray(), logCycles);
    }

    private static void refuses(Reason reason, SegmentClaim claim, int at, int value) {
        int[] values = SegmentValues.of(claim);
        values[at] = value;
        assertThatThrownBy(() -> check(values, LOG_CYCLES))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void valuesOfAClaimPassAndGiveTheClaim() {
        for (boolean halted : new boolean[] {false, true}) {
            SegmentClaim claim = claim((1 << LOG_CYCLES) - 1, halted);
            int[] values = SegmentValues.of(claim);
            check(values, LOG_CYCLES);
            assertThat(SegmentValues.claim(claim.program(), values)).isEqualTo(claim);
        }
    }

    @Test
    void refusesAsManyCyclesAsTimestampsCannotHold() {
        for (SizeClass size : SizeClass.values()) {
            check(SegmentValues.of(claim((1L << size.logCycles()) - 1, false)), size.logCycles());
            for (int bit = size.logCycles(); bit < 64; bit++) {
                int[] values = SegmentValues.of(claim(1L << bit, false));
                assertThatThrownBy(() -> check(values, size.logCycles()))
                        .isInstanceOfSatisfying(
                                VerificationException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.CLAIM_CYCLES));
            }
        }
    }

    @Test
    void refusesLimbsAndPcsThatAreTooLarge() {
        SegmentClaim halted = claim(5, true);
        for (int i = SegmentEnds.CYCLES; i < SegmentEnds.COUNT; i++) {
            if (i != SegmentEnds.HALTED) {
                refuses(Reason.CLAIM_LIMB, halted, i, 1 << 16);
                refuses(Reason.CLAIM_LIMB, halted, i, KoalaBear.P - 1);
            }
        }
        refuses(Reason.CLAIM_LIMB, claim(5, false), SegmentEnds.START_PC, 1 << 30);
        refuses(Reason.CLAIM_LIMB, claim(5, false), SegmentEnds.END_PC, 1 << 30);
    }

    @Test
    void refusesAHaltedFlagThatIsNone() {
        refuses(Reason.CLAIM_HALTED, claim(5, false), SegmentEnds.HALTED, 2);
        refuses(Reason.CLAIM_HALTED, claim(5, false), SegmentEnds.HALTED, KoalaBear.P - 1);
    }

    @Test
    void refusesAnyPartOfAResultOfASegmentThatHasNotHalted() {
        for (int i = SegmentEnds.EXIT_CODE; i < SegmentEnds.COUNT; i++) {
            refuses(Reason.CLAIM_RESULT, claim(5, false), i, 1);
        }
    }

    @Test
    void refusesAPcBehindTheExitCall() {
        refuses(Reason.CLAIM_END, claim(5, true), SegmentEnds.END_PC, 1);
    }
}
