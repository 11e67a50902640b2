package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.air.Machine;
import io.bulwark.air.Table;
import io.bulwark.field.Kernels;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The protocol leaves a prover no choice: ours must write the reference's proofs byte by byte. */
class ProverVectorsTest {
    static final List<String> NAMES = ProofVector.NAMES;

    private static JsonNode read(String name) {
        try (InputStream in = ProverVectorsTest.class.getResourceAsStream("/vectors/" + name + ".json")) {
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

    @ParameterizedTest
    @FieldSource("NAMES")
    void writesTheProofOfTheReferenceByteByByte(String name) {
        ProofVector vector = ProofVector.read(name);
        JsonNode file = read(name);
        ProverKey key = key(file, vector.key());
        for (ProverOptions options : List.of(
                ProverOptions.standard(),
                ProverOptions.standard().withThreads(2),
                ProverOptions.standard().withKernels(Kernels.scalar()))) {
            Proven proven = Prover.prove(
                    key, vector.shape(), tables(file, vector.key().machine()), vector.publicValues(), options);

            assertThat(proven.proof()).as("%s", options).isEqualTo(vector.proof());
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void commitsToThePreprocessedTablesAsTheReferenceDoes(String name) {
        ProofVector vector = ProofVector.read(name);
        Key key = key(read(name), vector.key()).key();

        for (int shape = 0; shape < key.machine().shapes().size(); shape++) {
            assertThat(key.preprocessed(shape)).isEqualTo(vector.key().preprocessed(shape));
        }
    }
}
