package io.bulwark.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulwark.air.MachineException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A file of the reference specification. */
    static JsonNode vector(String name) {
        try (InputStream in = MachineJsonTest.class.getResourceAsStream("/vectors/" + name + ".json")) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"product", "walk", "mixer"})
    void aMachineOfTheReferenceSurvivesImportAndExport(String name) {
        JsonNode machine = vector(name).get("machine");
        assertThat((Object) MachineExport.of(MachineJson.read(machine))).isEqualTo(machine);
        assertThat((Object) MachineExport.of(MachineJson.read(machine.toString())))
                .isEqualTo(machine);
    }

    static Stream<Machine> sameMachines() {
        return Stream.of(ProductMachine.machine(), WalkMachine.machine(vectorShapes("walk")), MixerMachine.machine());
    }

    private static Shape[] vectorShapes(String name) {
        return MachineJson.read(vector(name).get("machine")).shapes().toArray(Shape[]::new);
    }

    @ParameterizedTest
    @MethodSource("sameMachines")
    void theBuilderWritesTheReferencesExamplesNodeByNode(Machine machine) {
        Stream<JsonNode> references =
                Stream.of("product", "walk", "mixer").map(n -> vector(n).get("machine"));
        assertThat(references).contains(MachineExport.of(machine));
    }

    private static void refuses(String text, String why) {
        assertThatExceptionOfType(MachineException.class)
                .isThrownBy(() -> MachineJson.read(text))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.FILE));
    }

    private static ObjectNode mixer() {
        return (ObjectNode) vector("mixer").get("machine");
    }

    private static ObjectNode chip(ObjectNode machine) {
        return (ObjectNode) machine.get("chips").get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "3", "{\"buses\": [], \"buses\": []}"})
    void refusesWhatIsNoMachine(String text) {
        assertThatExceptionOfType(MachineException.class)
                .isThrownBy(() -> MachineJson.read(text))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.FILE));
    }

    @Test
    void refusesTextBehindTheMachine() {
        refuses(mixer() + " {}", "JSON");
    }

    @Test
    void refusesDeepNesting() {
        refuses("[".repeat(100_000), "nesting");
    }

    @Test
    void refusesAMissingField() {
        ObjectNode machine = mixer();
        chip(machine).remove("prep");
        refuses(machine.toString(), "machine.chips[0]");
    }

    @Test
    void refusesAFieldThatNobodyReads() {
        ObjectNode machine = mixer();
        chip(machine).put("secret", 1);
        refuses(machine.toString(), "secret");
    }

    @Test
    void refusesNumbersThatAreNone() {
        for (String bad : new String[] {"\"1\"", "1.5", "null", "[]", "2147483648", "1e30", "true"}) {
            refuses(mixer().toString().replace("\"main\":7", "\"main\":" + bad), "machine.chips[0].main");
        }
    }

    @Test
    void refusesWordsItDoesNotKnow() {
        refuses(mixer().toString().replaceFirst("\"send\"", "\"sends\""), "send or receive");
        refuses(mixer().toString().replaceFirst("\"flag\"", "\"flags\""), "flag, fixed or free");
        refuses(mixer().toString().replaceFirst("\"sub\"", "\"div\""), "an operation");
    }

    @Test
    void refusesNodesOfTheWrongLength() {
        for (String bad : new String[] {"[]", "[\"main\"]", "[\"main\",0,0]", "[\"add\",0]", "[\"add\",0,0,0]", "7"}) {
            ObjectNode machine = mixer();
            ((ArrayNode) chip(machine).get("nodes")).set(0, parse(bad));
            refuses(machine.toString(), "machine.chips[0].nodes[0]");
        }
    }

    @Test
    void refusesAClosedFormOfBothKinds() {
        ObjectNode machine = mixer();
        ObjectNode column =
                (ObjectNode) machine.get("chips").get(1).get("closed").get(0);
        column.putArray("values");
        refuses(machine.toString(), "machine.chips[1].closed[0]");
    }

    @Test
    void refusesEveryPartOfAMachineReplacedByAnotherType() {
        for (String field : new String[] {"buses", "chips", "public", "shapes"}) {
            for (String bad : new String[] {"7", "\"x\"", "null", "[7]", "{\"a\": 1}"}) {
                ObjectNode machine = mixer();
                machine.set(field, parse(bad));
                refuses(machine.toString(), "machine." + field);
            }
        }
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
