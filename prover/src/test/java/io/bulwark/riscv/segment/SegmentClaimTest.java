package io.bulwark.riscv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.segment.ClaimException.Reason;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SegmentClaimTest {
    private static final long SEED = 7;
    private static final ProgramId PROGRAM = new ProgramId(digest(1));

    static Digest digest(int x) {
        int[] elements = new int[Digest.LENGTH];
        Arrays.fill(elements, x);
        return Digest.of(elements);
    }

    private static MachinePoint point(int n) {
        return new MachinePoint(100 + n, digest(n));
    }

    private static SegmentClaim running(int from, int to, long cycles) {
        return new SegmentClaim(PROGRAM, point(from), point(to), cycles, false, 0, OutputDigest.NONE);
    }

    private static SegmentClaim halting(int from, long cycles) {
        OutputDigest digest = OutputDigest.of(new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
            30, 31, -1
        });
        return new SegmentClaim(PROGRAM, point(from), new MachinePoint(0, digest(9)), cycles, true, 3, digest);
    }

    private static void refuses(Reason reason, SegmentClaim left, SegmentClaim right) {
        assertThatThrownBy(() -> left.join(right))
                .isInstanceOfSatisfying(
                        ClaimException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void neighboursJoinToTheStatesAtTheirEndsAndTheSumOfTheirCycles() {
        SegmentClaim joined = running(1, 2, 5).join(halting(2, 7));
        assertThat(joined.start()).isEqualTo(point(1));
        assertThat(joined.end().pc()).isZero();
        assertThat(joined.cycles()).isEqualTo(12);
        assertThat(joined.halted()).isTrue();
        assertThat(joined.exitCode()).isEqualTo(3);
        assertThat(joined.digest()).isEqualTo(halting(2, 7).digest());
    }

    @Test
    void refusesAGapAnOverlapAndASwap() {
        refuses(Reason.OTHER_PC, running(1, 2, 5), running(3, 4, 5));
        refuses(Reason.OTHER_PC, running(1, 3, 5), running(2, 4, 5));
        refuses(Reason.OTHER_PC, running(2, 3, 5), running(1, 2, 5));
        refuses(Reason.OTHER_PC, running(1, 2, 5), running(1, 2, 5));
    }

    @Test
    void refusesOneOfTheTwoPartsOfAStateAlone() {
        SegmentClaim next = running(2, 3, 1);
        MachinePoint otherPc = new MachinePoint(point(2).pc() + 1, point(2).root());
        MachinePoint otherRoot = new MachinePoint(point(2).pc(), digest(8));
        SegmentClaim left = running(1, 2, 1);
        refuses(Reason.OTHER_PC, with(left, otherPc), next);
        refuses(Reason.OTHER_MEMORY, with(left, otherRoot), next);
        left.join(next);
    }

    private static SegmentClaim with(SegmentClaim claim, MachinePoint end) {
        return new SegmentClaim(PROGRAM, claim.start(), end, claim.cycles(), false, 0, OutputDigest.NONE);
    }

    @Test
    void refusesWhatFollowsAnExitCall() {
        SegmentClaim halted = halting(1, 5);
        SegmentClaim after = new SegmentClaim(PROGRAM, halted.end(), point(2), 1, false, 0, OutputDigest.NONE);
        refuses(Reason.AFTER_HALT, halted, after);
    }

    @Test
    void refusesAnotherProgram() {
        SegmentClaim other =
                new SegmentClaim(new ProgramId(digest(2)), point(2), point(3), 1, false, 0, OutputDigest.NONE);
        refuses(Reason.OTHER_PROGRAM, running(1, 2, 1), other);
    }

    @Test
    void refusesCyclesThatWrap() {
        assertThat(running(1, 2, -2).join(running(2, 3, 1)).cycles()).isEqualTo(-1);
        refuses(Reason.CYCLES_WRAP, running(1, 2, -2), running(2, 3, 2));
        refuses(Reason.CYCLES_WRAP, running(1, 2, -1), running(2, 3, -1));
    }

    @Test
    void joinIsAssociativeWhereverItIsDefined() {
        SplittableRandom random = new SplittableRandom(SEED);
        int defined = 0;
        for (int i = 0; i < 20_000; i++) {
            SegmentClaim a = random(random);
            SegmentClaim b = random(random);
            SegmentClaim c = random(random);
            Optional<SegmentClaim> left = join(a, b).flatMap(ab -> join(ab, c));
            Optional<SegmentClaim> right = join(b, c).flatMap(bc -> join(a, bc));
            assertThat(left).as("seed %d, round %d", SEED, i).isEqualTo(right);
            defined += left.isPresent() ? 1 : 0;
        }
        assertThat(defined).isGreaterThan(100);
    }

    private static SegmentClaim random(SplittableRandom random) {
        long cycles = random.nextInt(8) == 0 ? -random.nextInt(1, 4) : random.nextInt(4);
        return random.nextInt(6) == 0
                ? halting(random.nextInt(3), cycles)
                : running(random.nextInt(3), random.nextInt(3), cycles);
    }

    private static Optional<SegmentClaim> join(SegmentClaim a, SegmentClaim b) {
        try {
            return Optional.of(a.join(b));
        } catch (ClaimException e) {
            return Optional.empty();
        }
    }
}
