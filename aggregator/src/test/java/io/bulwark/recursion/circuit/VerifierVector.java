package io.bulwark.recursion.circuit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.air.MachineJson;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Key;
import io.bulwark.proof.Preprocessed;
import io.bulwark.proof.SecurityParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A whole proof, written by the reference: one of those that the prover's tests hold the native verifier to. Numbers are canonical. */
record VerifierVector(Key key, int shape, List<Integer> publicValues, List<Integer> proof) {
    private static final Path VECTORS = Path.of("..", "prover", "src", "test", "resources", "vectors");

    static VerifierVector read(String name) {
        try {
            JsonNode file =
                    new ObjectMapper().readTree(VECTORS.resolve(name + ".json").toFile());
            return new VerifierVector(
                    key(file),
                    file.get("shape").intValue(),
                    Arrays.stream(ints(file.get("public_values"))).boxed().toList(),
                    Arrays.stream(ints(file.get("proof"))).boxed().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Key key(JsonNode file) {
        JsonNode p = file.get("parameters");
        SecurityParameters parameters = new SecurityParameters(
                p.get("log_blowup").intValue(),
                p.get("queries").intValue(),
                p.get("work_bits").intValue(),
                p.get("log_final").intValue(),
                p.get("cap_height").intValue());
        List<Optional<Preprocessed>> preprocessed = new ArrayList<>();
        for (JsonNode shape : file.get("preprocessed")) {
            preprocessed.add(Optional.of(
                    new Preprocessed(montgomery(ints(shape.get("root"))), montgomery(ints(shape.get("cap"))))));
        }
        return new Key(MachineJson.read(file.get("machine")), parameters, preprocessed);
    }

    Preprocessed preprocessed() {
        return key.preprocessed(shape).orElseThrow();
    }

    int[] canonicalValues() {
        return ints(publicValues);
    }

    /** The proof's numbers without its shape index. */
    int[] canonicalElements() {
        return ints(proof.subList(1, proof.size()));
    }

    /** A proof's file form. */
    byte[] bytes(int[] canonicalElements) {
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES * (1 + canonicalElements.length))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(shape);
        for (int x : canonicalElements) {
            out.putInt(x);
        }
        return out.array();
    }

    static int[] montgomery(int[] canonical) {
        return Arrays.stream(canonical).map(KoalaBear::fromCanonical).toArray();
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] ints(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }
}
