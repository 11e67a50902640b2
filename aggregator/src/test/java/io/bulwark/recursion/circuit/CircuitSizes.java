package io.bulwark.recursion.circuit;

import io.bulwark.proof.Key;
import io.bulwark.proof.Preprocessed;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.segment.SegmentMachine;
import io.bulwark.riscv.segment.SegmentShape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Prints how many rows of each gate the verifiers of the standard machine's shapes take. */
final class CircuitSizes {
    private CircuitSizes() {}

    /** Takes parts of titles of shapes; all shapes if there are none. */
    public static void main(String[] titles) {
        SegmentMachine machine = SegmentMachine.standard();
        List<SegmentShape> shapes = machine.shapes();
        System.out.printf("%-28s", "shape");
        for (Gate gate : Gate.values()) {
            System.out.printf(" %9s", gate);
        }
        System.out.println("    wires    hints seconds");
        Key key = new Key(
                machine.machine(),
                SecurityParameters.segment(),
                shapes.stream().map(s -> Optional.<Preprocessed>empty()).toList());
        for (int i = 0; i < shapes.size(); i++) {
            String title = shapes.get(i).title();
            if (titles.length > 0 && Arrays.stream(titles).noneMatch(title::contains)) {
                continue;
            }
            long start = System.nanoTime();
            Circuit circuit = RecordedVerifier.of(key, i).circuit();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("%-28s", title);
            for (Gate gate : Gate.values()) {
                System.out.printf(" %9d", circuit.rows(gate));
            }
            System.out.printf(" %8d %8d %.2f%n", circuit.wires(), circuit.hints(), seconds);
        }
    }
}
