package io.bulwark.commit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.field.Cores;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.MerkleTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commitment to columns of four heights in a stack of eight rows, fixed as a file: a change of the stack, the code, the domain's order, the
 * row hash or the tree is seen here.
 */
class CommitmentVectorTest {
    private static JsonNode file() throws IOException {
        try (InputStream in = CommitmentVectorTest.class.getResourceAsStream("/vectors/commitment.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static int[] elements(JsonNode canonical) {
        return StreamSupport.stream(canonical.spliterator(), false)
                .mapToInt(x -> KoalaBear.fromCanonical(x.intValue()))
                .toArray();
    }

    private static List<int[]> columns(JsonNode file) {
        return StreamSupport.stream(file.get("columns").spliterator(), false)
                .map(CommitmentVectorTest::elements)
                .toList();
    }

    private static int[] cap(JsonNode file, List<int[]> columns, int capHeight) {
        StackedColumns stack = StackedColumns.of(columns, file.get("log_stack").intValue());
        try (Cores cores = Cores.one()) {
            return StackedCommitment.commit(stack, file.get("log_blowup").intValue(), capHeight, cores)
                    .tree()
                    .cap();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void theRootIsTheFilesWhateverTheCap(int capHeight) throws IOException {
        JsonNode file = file();

        int[] cap = cap(file, columns(file), capHeight);

        assertThat(MerkleTree.rootOfCap(cap)).isEqualTo(elements(file.get("root")));
        if (capHeight == file.get("cap_height").intValue()) {
            assertThat(cap).isEqualTo(elements(file.get("cap")));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6})
    void anotherCellHasAnotherRoot(int column) throws IOException {
        JsonNode file = file();
        List<int[]> columns = columns(file);
        columns.get(column)[0] = KoalaBear.add(columns.get(column)[0], KoalaBear.ONE);

        assertThat(cap(file, columns, 0)).isNotEqualTo(elements(file.get("root")));
    }
}
