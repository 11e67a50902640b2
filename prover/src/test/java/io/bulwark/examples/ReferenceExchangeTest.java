package io.bulwark.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulwark.air.Machine;
import io.bulwark.air.MixerMachine;
import io.bulwark.air.ProductMachine;
import io.bulwark.air.RandomMachine;
import io.bulwark.air.SampleMachine;
import io.bulwark.air.Table;
import io.bulwark.air.WalkMachine;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.proof.KeyExport;
import io.bulwark.proof.Prover;
import io.bulwark.proof.ProverKey;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.proof.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Machines, keys and proofs go to the reference specification and come back. */
@Tag("slow")
class ReferenceExchangeTest {
    private static final long SEED = 31;
    private static final int CHANGED_ELEMENTS = 3;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A true statement and how it is proved. */
    record Example(String name, SampleMachine sample, SecurityParameters parameters) {
        ProverKey key() {
            return ProverKey.of(sample.machine(), parameters, sample.preprocessed(), ProverOptions.standard());
        }

        int[] publicValues() {
            return canonical(sample.publicArray());
        }

        byte[] prove(ProverKey key) {
            return Prover.prove(key, sample.shapeIndex(), sample.tables(), publicValues(), ProverOptions.standard())
                    .proof();
        }

        /** All that a verifier is given but the proof. */
        ObjectNode statement(ProverKey key) {
            ObjectNode file = KeyExport.of(key.key());
            file.set("public_values", numbers(publicValues()));
            return file;
        }

        /** All that a prover is given. */
        ObjectNode problem(ProverKey key) {
            ObjectNode file = statement(key);
            file.put("shape", sample.shapeIndex());
            ArrayNode tables = file.putArray("tables");
            sample.tables().forEach(t -> tables.add(rows(t)));
            ObjectNode preprocessed = file.putObject("prep_tables");
            sample.preprocessed().forEach((chip, t) -> preprocessed.set(chip.toString(), rows(t)));
            return file;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @TempDir
    private Path scratch;

    private ReferenceSpecification reference;

    @BeforeEach
    void findTheReference() {
        reference = ReferenceSpecification.orSkip(scratch);
    }

    private static int[] canonical(int[] elements) {
        return Arrays.stream(elements).map(KoalaBear::toCanonical).toArray();
    }

    private static ArrayNode numbers(int[] numbers) {
        ArrayNode out = JSON.arrayNode();
        Arrays.stream(numbers).forEach(out::add);
        return out;
    }

    private static ArrayNode rows(Table table) {
        ArrayNode rows = JSON.arrayNode();
        for (int r = 0; r < table.rows(); r++) {
            int row = r;
            rows.add(numbers(canonical(IntStream.range(0, table.width())
                    .map(c -> table.column(c)[row])
                    .toArray())));
        }
        return rows;
    }

    static Stream<Example> examples() {
        SecurityParameters small = new SecurityParameters(1, 2, 3, 1, 1);
        Stream<Example> named = Stream.of(
                new Example("product", ProductMachine.example(5), small),
                new Example("walk", WalkMachine.example(1, 2, 3, 1, 1), small),
                new Example(
                        "walk in another shape",
                        WalkMachine.example(WalkMachine.machine(), 1, new long[] {1, 2, 3}, 1, 2, 3),
                        new SecurityParameters(2, 3, 2, 0, 3)),
                new Example("mixer", MixerMachine.example(11, 3), small),
                new Example("chain", ChainMachine.example(ChainMachine.machine(2, 2, 6), 3), small),
                new Example("sponge", sponge(3, 6), small),
                new Example("accumulator", accumulator(), new SecurityParameters(1, 3, 4, 2, 2)));
        Stream<Example> random = IntStream.range(0, 5)
                .mapToObj(seed -> new Example(
                        "random machine " + seed,
                        random(seed),
                        new SecurityParameters(1 + seed % 3, 2, 3, seed % 4, seed)));
        return Stream.concat(named, random);
    }

    private static SampleMachine random(int seed) {
        RandomMachine random = RandomMachine.of(seed);
        int shape = seed % random.machine().shapes().size();
        return new SampleMachine(random.machine(), shape, random.tables(), random.preprocessed(), List.of());
    }

    private static SampleMachine sponge(int logRows, int blocks) {
        int[] elements = new Random(SEED)
                .ints((long) blocks * Poseidon2.RATE, 0, KoalaBear.P)
                .toArray();
        SpongeWitness witness = SpongeWitness.of(SpongeState.start(elements.length), elements, logRows);
        return sample(SpongeMachine.withShapes(List.of(logRows)), 0, witness);
    }

    private static SampleMachine sample(Machine machine, int shape, SpongeWitness witness) {
        return new SampleMachine(
                machine,
                shape,
                List.of(witness.table()),
                Map.of(),
                Arrays.stream(witness.claim().publicValues()).boxed().toList());
    }

    private static SampleMachine accumulator() {
        AccumulatorProgram program = AccumulatorProgram.random(3, 7, SEED);
        AccumulatorWitness witness = AccumulatorWitness.of(program, new AccumulatorState(1, 2, 33), 11);
        return new SampleMachine(
                AccumulatorMachine.withShapes(3, List.of(AccumulatorMachine.shape(3, 6, 3, Stream.of(3, 2)))),
                0,
                witness.tables(),
                program.preprocessed(),
                Arrays.stream(witness.publicValues()).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theReferenceAcceptsOurProofAndRefusesItWithAnElementChanged(Example example) throws IOException {
        ProverKey key = example.key();
        byte[] proof = example.prove(key);
        JsonNode file = example.statement(key);

        assertThat(reference.verdict(file, proof)).isEqualTo(ReferenceSpecification.ACCEPTED);

        Random random = new Random(SEED);
        for (int i = 0; i < CHANGED_ELEMENTS; i++) {
            int element = 1 + random.nextInt(proof.length / Integer.BYTES - 1);
            assertThat(reference.verdict(file, withAnother(proof, element)))
                    .as("element %d", element)
                    .startsWith("refused: ");
        }
    }

    /** The proof with 1 added to an element of F. */
    private static byte[] withAnother(byte[] proof, int element) {
        byte[] changed = proof.clone();
        ByteBuffer numbers = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        int at = Integer.BYTES * element;
        return numbers.putInt(at, (numbers.getInt(at) + 1) % KoalaBear.P).array();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void ourVerifierAcceptsTheReferencesProofWhichIsOursByteForByte(Example example) throws IOException {
        ProverKey key = example.key();
        JsonNode problem = example.problem(key);

        JsonNode proved = reference.prove(problem);

        for (String computed : List.of("machine_digest", "preprocessed")) {
            assertThat((Object) proved.get(computed)).as(computed).isEqualTo(problem.get(computed));
        }
        byte[] proof = bytes(proved.get("proof"));
        assertThatCode(() -> Verifier.verify(key.key(), example.publicValues(), proof))
                .doesNotThrowAnyException();
        assertThat(example.prove(key)).isEqualTo(proof);
    }

    private static byte[] bytes(JsonNode u32s) {
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES * u32s.size()).order(ByteOrder.LITTLE_ENDIAN);
        u32s.forEach(x -> out.putInt(x.intValue()));
        return out.array();
    }

    /** As the demonstration proves it: the standard machine, a shape of it, an interval in the middle of a file, 128 bits. */
    @Test
    void theReferenceAcceptsASegmentOf128BitsAndRefusesItWithAnElementChanged() throws IOException {
        int shape = 1;
        int rows = 1 << SpongeMachine.LOG_ROWS.get(shape);
        byte[] file = new byte[1 << 20];
        new Random(SEED).nextBytes(file);
        int[] blocks = FileElements.blocks(file.length, file, 0, FileElements.blocks(file.length));
        SpongeState from = FileElements.start(file.length).absorb(blocks, 0, rows);
        SpongeWitness witness = SpongeWitness.of(
                from,
                Arrays.copyOfRange(blocks, rows * Poseidon2.RATE, 2 * rows * Poseidon2.RATE),
                SpongeMachine.LOG_ROWS.get(shape));
        Example segment =
                new Example("segment", sample(SpongeMachine.standard(), shape, witness), SecurityParameters.segment());
        ProverKey key = segment.key();
        byte[] proof = segment.prove(key);
        JsonNode statement = segment.statement(key);

        assertThat(reference.verdict(statement, proof)).isEqualTo(ReferenceSpecification.ACCEPTED);
        assertThat(reference.verdict(statement, withAnother(proof, proof.length / Integer.BYTES - 1)))
                .startsWith("refused: ");
    }

    @Test
    void theReferenceCommitsToTheColumnsOfTheCommitmentVectorAsTheFileSays() throws IOException {
        JsonNode file;
        try (InputStream in = ReferenceExchangeTest.class.getResourceAsStream("/vectors/commitment.json")) {
            file = new ObjectMapper().readTree(in);
        }

        JsonNode committed = reference.evaluate("""
                import json, sys
                from commit import StackedCommitment
                from merkle import root_of_cap
                from params import SecurityParameters
                j = json.load(open(sys.argv[1]))
                parameters = SecurityParameters(j["log_blowup"], 1, 0, 0, j["cap_height"])
                cap = StackedCommitment(j["columns"], j["log_stack"], parameters).cap()
                print(json.dumps({"cap": cap, "root": root_of_cap(cap)}))
                """, file);

        assertThat((Object) committed.get("cap")).isEqualTo(file.get("cap"));
        assertThat((Object) committed.get("root")).isEqualTo(file.get("root"));
    }
}
