package io.bulwark.poly;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.backend.NativeBackend;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.SumcheckVerifier.Reduced;
import io.bulwark.transcript.ProverChannel;
import io.bulwark.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against sums over the whole cube of products of multilinear polynomials. */
class SumcheckVerifierTest {
    private final Random random = new Random(5);

    private static Extension product(List<List<Extension>> tables, int i) {
        return tables.stream().map(t -> t.get(i)).reduce(Extension.ONE, Extension::mul);
    }

    private static Extension sum(List<List<Extension>> tables) {
        Extension sum = Extension.ZERO;
        for (int i = 0; i < tables.getFirst().size(); i++) {
            sum = sum.add(product(tables, i));
        }
        return sum;
    }

    private static List<List<Extension>> bindFirst(List<List<Extension>> tables, Extension z) {
        return tables.stream().map(t -> DenseMultilinear.bindFirst(t, z)).toList();
    }

    /** Coefficients of the round polynomial, by Lagrange's formula from its values at 0, 1, ..., d. */
    private static List<Extension> coefficients(List<List<Extension>> tables) {
        int d = tables.size();
        List<Extension> out = new ArrayList<>(
                Stream.generate(() -> Extension.ZERO).limit(d + 1).toList());
        for (int i = 0; i <= d; i++) {
            List<Extension> basis = List.of(Extension.ONE);
            Extension bottom = Extension.ONE;
            for (int j = 0; j <= d; j++) {
                if (j != i) {
                    basis = timesRoot(basis, Extension.of(KoalaBear.fromLong(j)));
                    bottom = bottom.mul(Extension.of(KoalaBear.fromLong(i - j)));
                }
            }
            Extension value =
                    sum(bindFirst(tables, Extension.of(KoalaBear.fromLong(i)))).mul(bottom.inverse());
            for (int c = 0; c <= d; c++) {
                out.set(c, out.get(c).add(basis.get(c).mul(value)));
            }
        }
        return out;
    }

    /** A polynomial times (X - root). */
    private static List<Extension> timesRoot(List<Extension> polynomial, Extension root) {
        List<Extension> out = new ArrayList<>();
        for (int c = 0; c <= polynomial.size(); c++) {
            Extension shifted = c == 0 ? Extension.ZERO : polynomial.get(c - 1);
            Extension scaled =
                    c == polynomial.size() ? Extension.ZERO : polynomial.get(c).mul(root);
            out.add(shifted.sub(scaled));
        }
        return out;
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,4", "2,0", "2,3", "3,3", "4,2", "4,5"})
    void reducesASumToTheSummandAtThePoint(int degree, int variables) {
        List<List<Extension>> tables = Stream.generate(() -> DenseMultilinear.randomPoint(random, 1 << variables))
                .limit(degree)
                .toList();
        ProverChannel prover = new ProverChannel();
        List<List<Extension>> bound = tables;
        List<Extension> point = new ArrayList<>();
        for (int round = 0; round < variables; round++) {
            List<Extension> sent = coefficients(bound);
            sent.remove(1);
            prover.send(sent.toArray(Extension[]::new));
            point.add(prover.challenge());
            bound = bindFirst(bound, point.getLast());
        }
        Reduced<Extension> reduced = SumcheckVerifier.receive(
                new VerifierChannel<>(NativeBackend.INSTANCE, prover.elements()), sum(tables), variables, degree);
        assertThat(reduced.point()).isEqualTo(point);
        assertThat(reduced.claim()).isEqualTo(product(bound, 0));
    }
}
