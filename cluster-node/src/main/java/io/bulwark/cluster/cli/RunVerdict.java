package io.bulwark.cluster.cli;

import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.segment.OutputDigest;
import io.bulwark.riscv.segment.ProgramId;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a proof of a run was found to prove.
 *
 * @param program its id
 * @param input digest of the input
 * @param exitCode that the run ended with
 * @param output digest that its exit call named
 * @param cycles unsigned
 * @param proofs what was verified, in words
 * @param facts further ones for machines, by name
 */
record RunVerdict(
        ProgramId program,
        Digest input,
        int exitCode,
        OutputDigest output,
        long cycles,
        String proofs,
        Map<String, Object> facts) {
    /** Keeps the order of the facts. */
    RunVerdict {
        facts = new LinkedHashMap<>(facts);
    }

    /** Says what is proved, and of each part whether it was compared with what was wanted. */
    void print(RunWanted wanted, PrintWriter out, boolean json, double seconds) {
        if (json) {
            out.println(Json.object(all(wanted, seconds)));
        } else {
            out.printf("VALID: a run of program %s (as expected)%n", program);
            out.printf("  on the input %s%s%n", input, compared(wanted.comparesInput()));
            out.printf(
                    "  exits with code %d%s%n",
                    exitCode, compared(wanted.exitCode().isPresent()));
            out.printf("  and output digest %s%s%n", output, compared(wanted.comparesOutput()));
            out.printf(
                    "  after %s cycles: %s of the %d-bit set, verified in %.2f s%n",
                    Long.toUnsignedString(cycles), proofs, wanted.security(), seconds);
        }
        out.flush();
    }

    private Map<String, Object> all(RunWanted wanted, double seconds) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("valid", true);
        all.put("program", program.toString());
        all.put("input_digest", input.toString());
        all.put("input_compared", wanted.comparesInput());
        all.put("exit_code", exitCode);
        all.put("exit_code_compared", wanted.exitCode().isPresent());
        all.put("output_digest", output.toString());
        all.put("output_compared", wanted.comparesOutput());
        all.put("cycles", Long.toUnsignedString(cycles));
        all.putAll(facts);
        all.put("security", wanted.security());
        all.put("seconds", seconds);
        return all;
    }

    private static String compared(boolean yes) {
        return yes ? " (as expected)" : " (proved, not compared with anything)";
    }
}
