package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.air.Machine;
import io.bulwark.air.Table;
import io.bulwark.examples.SpongeMachine;
import io.bulwark.examples.SpongeState;
import io.bulwark.examples.SpongeWitness;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;

/** What {@link ProverVectorsTest} runs with every choice of kernels. */
public class ProverVectorChecks {
    private static final SecurityParameters SMALL = new SecurityParameters(1, 5, 4, 2, 2);
    /** SHA-256 of the proof of a sponge of 100 blocks: seen to change with the format or the order of the transcript. */
    private static final String SPONGE_PROOF = "3edc4e0913fa0f6976a8f2890471747f29af9c51888273a00026f38ad6a7c948";

    private static JsonNode read(String name) {
        try (InputStream in = ProverVectorChecks.class.getResourceAsStream("/vectors/" + name + ".json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    private static Table table(int width, JsonNode rows) {
        List<long[]> list = new ArrayList<>();
        rows.forEach(row -> list.add(StreamSupport.stream(row.spliterator(), false)
                .mapToLong(JsonNode::longValue)
                .toArray()));
        return Table.ofCanonicalRows(width, list);
    }

    private static ProverKey key(JsonNode file, Key key) {
        Machine machine = key.machine();
        Map<Integer, Table> preprocessed = new HashMap<>();
        file.get("prep_tables").properties().forEach(entry -> {
            int chip = Integer.parseInt(entry.getKey());
            preprocessed.put(chip, table(machine.chips().get(chip).prep(), entry.getValue()));
        });
        return ProverKey.of(machine, key.parameters(), preprocessed, ProverOptions.standard());
    }

    private static List<Table> tables(JsonNode file, Machine machine) {
        List<Table> tables = new ArrayList<>();
        for (JsonNode rows : file.get("tables")) {
            tables.add(table(machine.chips().get(tables.size()).main(), rows));
        }
        return tables;
    }

    public void writesTheProofsOfTheReferenceByteByByte() {
        for (String name : ProofVector.NAMES) {
            ProofVector vector = ProofVector.read(name);
            JsonNode file = read(name);
            ProverKey key = key(file, vector.key());
            for (int threads = 1; threads <= 2; threads++) {
                Proven proven = Prover.prove(
                        key,
                        vector.shape(),
                        tables(file, vector.key().machine()),
                        vector.publicValues(),
                        ProverOptions.standard().withThreads(threads));

                assertThat(proven.proof())
                        .as("%s with %d threads", name, threads)
                        .isEqualTo(vector.proof());
            }
        }
    }

    public void commitsToThePreprocessedTablesAsTheReferenceDoes() {
        for (String name : ProofVector.NAMES) {
            ProofVector vector = ProofVector.read(name);
            Key key = key(read(name), vector.key()).key();

            for (int shape = 0; shape < key.machine().shapes().size(); shape++) {
                assertThat(key.preprocessed(shape)).isEqualTo(vector.key().preprocessed(shape));
            }
        }
    }

    public void writesTheSameProofOfASpongeAsEver() throws NoSuchAlgorithmException {
        int[] blocks =
                new Random(100).ints(100 * Poseidon2.RATE, 0, KoalaBear.P).toArray();
        SpongeWitness witness = SpongeWitness.of(SpongeState.start(blocks.length), blocks, 7);
        int[] publicValues = Arrays.stream(witness.claim().publicValues())
                .map(KoalaBear::toCanonical)
                .toArray();
        ProverKey key = ProverKey.withoutPreprocessed(SpongeMachine.withShapes(List.of(7)), SMALL);
        for (int threads = 1; threads <= 2; threads++) {
            byte[] proof = Prover.prove(
                            key,
                            0,
                            List.of(witness.table()),
                            publicValues,
                            ProverOptions.standard().withThreads(threads))
                    .proof();

            Verifier.verify(key.key(), publicValues, proof);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(proof);
            assertThat(HexFormat.of().formatHex(digest))
                    .as("%d threads", threads)
                    .isEqualTo(SPONGE_PROOF);
        }
    }
}
