package io.bulwark.proof;

import io.bulwark.field.FieldPackages;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The protocol leaves a prover no choice: ours must write the reference's proofs byte by byte, with any kernels and threads. */
class ProverVectorsTest {
    @TestFactory
    Stream<DynamicNode> holdsWithEveryChoiceOfKernels() {
        return FieldPackages.everyWidth(ProverVectorChecks.class);
    }
}
