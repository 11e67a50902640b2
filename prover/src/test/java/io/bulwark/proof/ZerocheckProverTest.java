package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.Layout;
import io.bulwark.air.LayoutParameters;
import io.bulwark.air.Machine;
import io.bulwark.air.Piece;
import io.bulwark.air.Trace;
import io.bulwark.air.TraceChecker;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.Kernels;
import io.bulwark.logup.GkrClaim;
import io.bulwark.poly.DenseCube;
import io.bulwark.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ZerocheckProverTest {
    private static final LayoutParameters PARAMETERS = new LayoutParameters(1, 1, 0, 0);

    static Stream<List<Piece>> shapes() {
        return Stream.of(
                List.of(ProductZoo.cubicPiece(0)),
                List.of(ProductZoo.cubicPiece(1)),
                List.of(ProductZoo.quadraticPiece(3)),
                List.of(ProductZoo.affinePiece(2)),
                List.of(ProductZoo.cubicPiece(7), ProductZoo.cubicPiece(7), ProductZoo.cubicPiece(6)),
                List.of(
                        ProductZoo.quadraticPiece(9),
                        ProductZoo.affinePiece(9),
                        ProductZoo.cubicPiece(8),
                        ProductZoo.quadraticPiece(4),
                        ProductZoo.cubicPiece(2),
                        ProductZoo.cubicPiece(0),
                        ProductZoo.quadraticPiece(0),
                        ProductZoo.affinePiece(0)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void sendsWhatTheDenseSumcheckSends(List<Piece> pieces) {
        long seed = pieces.hashCode();
        Machine machine = ProductZoo.machine(pieces.toArray(Piece[]::new));
        Trace trace = ProductZoo.trace(machine, new Random(seed));
        assertThat(TraceChecker.check(trace, 1)).as("seed %d", seed).isEmpty();
        Layout layout = new Layout(machine, 0, PARAMETERS);
        Random random = new Random(seed + 1);
        List<Extension> point = List.of(DenseCube.randomPoint(layout.logLeaves(), random));
        assertSame(layout, trace, point, challenges(random), seed);
    }

    /** A coordinate 0 of r hides the value at 1 from the claim; an honest verifier's transcript never has one, but the sum has to hold. */
    @Test
    void aPointWithCoordinatesZeroAndOneIsNoException() {
        Machine machine = ProductZoo.machine(ProductZoo.cubicPiece(4), ProductZoo.quadraticPiece(3));
        Layout layout = new Layout(machine, 0, PARAMETERS);
        Random random = new Random(3);
        Trace trace = ProductZoo.trace(machine, random);
        Extension[] point = DenseCube.randomPoint(layout.logLeaves(), random);
        point[point.length - 1] = Extension.ZERO;
        point[point.length - 2] = Extension.ONE;
        point[point.length - 3] = Extension.ZERO;
        assertSame(layout, trace, List.of(point), challenges(random), 3);
    }

    private static void assertSame(
            Layout layout, Trace trace, List<Extension> point, ZerocheckProver.Challenges challenges, long seed) {
        ProverChannel dense = new ProverChannel();
        List<Extension> expected = new DenseZerocheck(layout, trace, point, challenges).prove(dense);
        ProverChannel channel = new ProverChannel();
        GkrClaim claim = new GkrClaim(point, Extension.ZERO, Extension.ZERO);
        List<Extension> rho;
        try (Cores cores = Cores.one()) {
            rho = ZerocheckProver.prove(channel, layout, trace, claim, challenges, Kernels.scalar(), cores);
        }
        assertThat(channel.elements()).as("seed %d", seed).isEqualTo(dense.elements());
        assertThat(rho).isEqualTo(expected);
    }

    @Test
    void threadsAndKernelsDoNotChangeWhatIsSent() {
        Machine machine = ProductZoo.machine(ProductZoo.cubicPiece(12), ProductZoo.quadraticPiece(11));
        Layout layout = new Layout(machine, 0, PARAMETERS);
        Random random = new Random(8);
        Trace trace = ProductZoo.trace(machine, random);
        List<Extension> point = List.of(DenseCube.randomPoint(layout.logLeaves(), random));
        GkrClaim claim = new GkrClaim(point, Extension.ZERO, Extension.ZERO);
        ZerocheckProver.Challenges challenges = challenges(random);
        List<int[]> sent = new ArrayList<>();
        for (int threads : new int[] {1, 2, 3}) {
            for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
                ProverChannel channel = new ProverChannel();
                try (Cores cores = new Cores(threads)) {
                    ZerocheckProver.prove(channel, layout, trace, claim, challenges, kernels, cores);
                }
                sent.add(channel.elements());
            }
        }
        assertThat(sent).allSatisfy(s -> assertThat(s).isEqualTo(sent.getFirst()));
    }

    @Test
    void everyElementHasOneCubeRoot() {
        Random random = new Random(9);
        for (int i = 0; i < 20; i++) {
            Extension x = DenseCube.random(random);
            assertThat(CubeRoot.of(x.square().mul(x))).isEqualTo(x);
            assertThat(CubeRoot.of(x).pow(3)).isEqualTo(x);
        }
        assertThat(CubeRoot.of(Extension.ZERO)).isEqualTo(Extension.ZERO);
    }

    private static ZerocheckProver.Challenges challenges(Random random) {
        return new ZerocheckProver.Challenges(
                DenseCube.random(random),
                Arrays.asList(DenseCube.randomPoint(3, random)),
                DenseCube.random(random),
                DenseCube.random(random));
    }
}
