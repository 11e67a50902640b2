package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.air.Chip;
import io.bulwark.air.Layout;
import io.bulwark.air.LayoutParameters;
import io.bulwark.air.Machine;
import io.bulwark.air.MachineJson;
import io.bulwark.air.Table;
import io.bulwark.air.Trace;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;
import io.bulwark.logup.GkrClaim;
import io.bulwark.logup.GkrProver;
import io.bulwark.logup.LeafFractions;
import io.bulwark.transcript.ProverChannel;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps 2 to 4 against whole proofs that an independent implementation wrote. */
class SumcheckVectorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"product", "walk", "mixer"})
    void sendsTheReferencesElementsFromTheGkrRootToTheLastRoundOfTheZerocheck(String name) throws IOException {
        JsonNode file;
        try (InputStream in = SumcheckVectorsTest.class.getResourceAsStream("/vectors/" + name + ".json")) {
            file = new ObjectMapper().readTree(in);
        }
        Machine machine = MachineJson.read(file.get("machine"));
        JsonNode p = file.get("parameters");
        Layout layout = new Layout(
                machine,
                file.get("shape").asInt(),
                new LayoutParameters(
                        p.get("log_blowup").asInt(),
                        p.get("queries").asInt(),
                        p.get("log_final").asInt(),
                        p.get("cap_height").asInt()));
        int[] proof = numbers(file.get("proof"));
        JsonNode parts = file.get("parts");
        int cap = parts.get("main cap").asInt();

        ProverChannel channel = new ProverChannel();
        channel.agree(elements(numbers(file.get("statement"))));
        channel.send(elements(Arrays.copyOfRange(proof, 1, 1 + cap)));
        try (Cores cores = Cores.one()) {
            prove(channel, layout, trace(machine, layout.shapeIndex(), file), cores);
        }

        int sent = cap;
        for (String part : List.of("gkr root", "gkr layer claims", "gkr rounds", "zerocheck rounds")) {
            sent += parts.path(part).asInt();
        }
        assertThat(channel.elements()).isEqualTo(elements(Arrays.copyOfRange(proof, 1, 1 + sent)));
    }

    private static void prove(ProverChannel channel, Layout layout, Trace trace, Cores cores) {
        Kernels kernels = Kernels.best();
        Extension alpha = channel.challenge();
        Extension[] betas = channel.challenges(layout.machine().longestMessage());
        GkrClaim claim =
                GkrProver.prove(channel, LeafFractions.of(layout, trace, alpha, betas, kernels, cores), kernels, cores);
        Extension mu = channel.challenge();
        Extension a = channel.challenge();
        ZerocheckProver.prove(
                channel,
                layout,
                trace,
                claim,
                new ZerocheckProver.Challenges(alpha, List.of(betas), mu, a),
                kernels,
                cores);
    }

    private static Trace trace(Machine machine, int shapeIndex, JsonNode file) {
        List<Table> main = new ArrayList<>();
        for (int n = 0; n < machine.chips().size(); n++) {
            Chip chip = machine.chips().get(n);
            main.add(table(chip.main(), file.get("tables").get(n)));
        }
        Map<Integer, Table> preprocessed = new HashMap<>();
        file.get("prep_tables")
                .properties()
                .forEach(t -> preprocessed.put(
                        Integer.valueOf(t.getKey()),
                        table(machine.chips().get(Integer.parseInt(t.getKey())).prep(), t.getValue())));
        return Trace.of(machine, shapeIndex, main, preprocessed);
    }

    private static Table table(int width, JsonNode rows) {
        return Table.ofCanonicalRows(
                width,
                StreamSupport.stream(rows.spliterator(), false)
                        .map(r -> Arrays.stream(numbers(r)).asLongStream().toArray())
                        .toList());
    }

    private static int[] numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    private static int[] elements(int[] canonical) {
        return Arrays.stream(canonical).map(KoalaBear::fromCanonical).toArray();
    }
}
