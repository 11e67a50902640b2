package io.bulwark.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.air.Machine;
import io.bulwark.air.MachineJson;
import io.bulwark.field.KoalaBear;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A whole proof with every challenge, written by the reference. */
final class ProofVector {
    static final List<String> NAMES = List.of("product", "walk", "mixer");

    /**
     * A challenge.
     *
     * @param elementsBefore u32s of the proof before it, the shape index included
     * @param numbers canonical: one for an index, else the coefficients
     */
    record Challenge(int elementsBefore, List<Integer> numbers) {}

    private final Key key;
    private final int[] publicValues;
    private final int[] statement;
    private final int shape;
    private final byte[] proof;
    private final List<Challenge> challenges;
    private final JsonNode parts;

    private ProofVector(Key key, JsonNode file) {
        this.key = key;
        this.publicValues = ints(file.get("public_values"));
        this.statement = ints(file.get("statement"));
        this.shape = file.get("shape").intValue();
        this.proof = bytes(ints(file.get("proof")));
        this.challenges = challenges(file.get("challenges_after"));
        this.parts = file.get("parts");
    }

    static ProofVector read(String name) {
        try (InputStream in = ProofVector.class.getResourceAsStream("/vectors/" + name + ".json")) {
            JsonNode file = new ObjectMapper().readTree(in);
            return new ProofVector(key(file), file);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    private static Key key(JsonNode file) {
        Machine machine = MachineJson.read(file.get("machine"));
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
        return new Key(machine, parameters, preprocessed);
    }

    private static List<Challenge> challenges(JsonNode list) {
        List<Challenge> challenges = new ArrayList<>();
        for (JsonNode c : list) {
            JsonNode value = c.get(1);
            challenges.add(new Challenge(
                    c.get(0).intValue(),
                    value.isArray() ? Arrays.stream(ints(value)).boxed().toList() : List.of(value.intValue())));
        }
        return challenges;
    }

    Key key() {
        return key;
    }

    /** Canonical. */
    int[] publicValues() {
        return publicValues.clone();
    }

    /** All that is absorbed before the first element of the proof, canonical. */
    int[] statement() {
        return statement;
    }

    int shape() {
        return shape;
    }

    byte[] proof() {
        return proof.clone();
    }

    List<Challenge> challenges() {
        return challenges;
    }

    /** Number of elements of a part, 0 if there is no such part. */
    int part(String part) {
        return parts.path(part).intValue();
    }

    /** The proof with u32 number {@code i} replaced. */
    byte[] with(int i, int u32) {
        byte[] changed = proof.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(Integer.BYTES * i, u32);
        return changed;
    }

    int u32(int i) {
        return ByteBuffer.wrap(proof).order(ByteOrder.LITTLE_ENDIAN).getInt(Integer.BYTES * i);
    }

    int u32s() {
        return proof.length / Integer.BYTES;
    }

    /** Behind the shape index, in Montgomery form. */
    int[] elements() {
        int[] elements = new int[u32s() - 1];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = KoalaBear.fromCanonical(u32(i + 1));
        }
        return elements;
    }

    static int[] montgomery(int[] canonical) {
        int[] elements = new int[canonical.length];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = KoalaBear.fromCanonical(canonical[i]);
        }
        return elements;
    }

    private static byte[] bytes(int[] u32s) {
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES * u32s.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int x : u32s) {
            out.putInt(x);
        }
        return out.array();
    }

    private static int[] ints(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }
}
