package io.bulwark.air;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineDigestTest {
    private static final Bus FACTS = Bus.lookup(1, 1);

    private static List<Integer> canonical(int[] digest) {
        return Arrays.stream(digest).map(KoalaBear::toCanonical).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"product", "walk", "mixer"})
    void isTheOneOfTheReference(String name) {
        JsonNode file = MachineJsonTest.vector(name);
        List<Integer> expected = new ArrayList<>();
        file.get("machine_digest").forEach(x -> expected.add(x.asInt()));
        assertThat(canonical(MachineJson.read(file.get("machine")).digest())).isEqualTo(expected);
    }

    @Test
    void theListOfASmallMachineIsTheOneWrittenOutByHand() {
        ChipBuilder chip = ChipBuilder.closedForm("doubles", 1, 1, List.of(ClosedColumn.number(0, 1)));
        Expression uses = chip.main(0);
        Expression x = chip.closed(0);
        chip.receive(FACTS, Multiplicity.free(uses), x.times(2));
        PublicContributionsBuilder ends = new PublicContributionsBuilder(1);
        Expression v = ends.value(0);
        ends.send(FACTS, Multiplicity.flag(ends.constant(1)), v);
        Machine machine =
                new Machine(List.of(FACTS), List.of(chip.build()), List.of(Shape.of(3, new Piece(0, 1))), ends.build());
        List<int[]> parts = List.of(
                // One bus: number, arity, no state, no operation.
                new int[] {1, 1, 1, 0, 0},
                // One chip: main, prep, height, one closed form; terms, one, weight 1, one literal x_0.
                new int[] {1, 1, 0, 1, 1, 0, 1, 1, 1, 0},
                // Nodes: main 0, closed 0, const 2, mul 1 2.
                new int[] {4, 1, 0, 0, 3, 0, 0, 0, 2, 0, 7, 1, 2},
                // No constraint; one interaction: bus, receive, free, node 0, no selector, message.
                new int[] {0, 1, 1, 1, 2, 0, 0, 1, 3},
                // One public value; nodes: public 0, const 1; one interaction: bus, send, flag, node 1, no selector,
                // message.
                new int[] {1, 2, 4, 0, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0},
                // One shape: s, one piece: chip, height.
                new int[] {1, 3, 1, 0, 1});
        assertThat(machine.canonicalList())
                .containsExactly(parts.stream().flatMapToInt(Arrays::stream).toArray());
    }

    @Test
    void everyPartOfAMachineChangesIt() {
        Machine m = MixerMachine.machine();
        Chip worker = m.chips().getFirst();
        Shape shape = m.shapes().getFirst();
        List<Machine> others = new ArrayList<>(List.of(
                withBus(m, 1, new Bus(2, 4, false, OptionalInt.empty())),
                withBus(m, 0, Bus.lookup(1, 2)),
                new Machine(with(m.buses(), Bus.lookup(5, 0)), m.chips(), m.shapes(), m.publicContributions()),
                new Machine(with(m.buses(), Bus.lookup(5, 1)), m.chips(), m.shapes(), m.publicContributions()),
                new Machine(with(m.buses(), Bus.state(5, 1)), m.chips(), m.shapes(), m.publicContributions()),
                new Machine(m.buses(), with(m.chips(), worker), m.shapes(), m.publicContributions()),
                withShapes(m, shape, shape),
                withShapes(m, new Shape(shape.pieces(), 9)),
                withShapes(m, Shape.of(8, concat(shape.pieces(), new Piece(0, 0)))),
                withShapes(m, Shape.of(8, concat(shape.pieces(), new Piece(0, 1)))),
                new Machine(m.buses(), m.chips(), m.shapes(), PublicContributions.none())));
        for (UnaryOperator<Chip> change : chipChanges()) {
            others.add(new Machine(
                    m.buses(),
                    with(m.chips().subList(1, 4), change.apply(worker), 0),
                    m.shapes(),
                    m.publicContributions()));
        }
        Set<List<Integer>> seen = new HashSet<>();
        seen.add(canonical(m.digest()));
        others.forEach(o -> seen.add(canonical(o.digest())));
        assertThat(seen).hasSize(1 + others.size());
    }

    private static List<UnaryOperator<Chip>> chipChanges() {
        return List.of(
                c -> chip(c, c.main() + 1, c.prep(), c.graph(), c.constraints(), c.interactions()),
                c -> chip(c, c.main(), 1, c.graph(), c.constraints(), c.interactions()),
                c -> chip(c, c.main(), c.prep(), extended(c.graph()), c.constraints(), c.interactions()),
                c -> chip(c, c.main(), c.prep(), c.graph(), List.of(), c.interactions()),
                c -> chip(c, c.main(), c.prep(), c.graph(), List.of(0, 1), c.interactions()),
                c -> chip(
                        c,
                        c.main(),
                        c.prep(),
                        c.graph(),
                        c.constraints(),
                        c.interactions().subList(0, 4)),
                c -> first(
                        c,
                        i -> new Interaction(
                                1, Interaction.Sign.SEND, i.kind(), i.multiplicity(), i.message(), i.selector())),
                c -> first(c, i -> new Interaction(3, i.sign(), i.kind(), i.multiplicity(), i.message(), i.selector())),
                c -> first(c, i -> new Interaction(1, i.sign(), i.kind(), 0, i.message(), i.selector())),
                c -> first(
                        c, i -> new Interaction(1, i.sign(), i.kind(), i.multiplicity(), List.of(2, 2), i.selector())));
    }

    private static Chip chip(
            Chip c, int main, int prep, Graph graph, List<Integer> constraints, List<Interaction> interactions) {
        return new Chip(c.name(), main, prep, 0, List.of(), graph, constraints, interactions);
    }

    private static Chip first(Chip c, UnaryOperator<Interaction> change) {
        List<Interaction> changed = new ArrayList<>(c.interactions());
        changed.set(0, change.apply(changed.getFirst()));
        return chip(c, c.main(), c.prep(), c.graph(), c.constraints(), changed);
    }

    private static Graph extended(Graph graph) {
        GraphBuilder builder = new GraphBuilder();
        for (int n = 0; n < graph.size(); n++) {
            builder.append(graph.operation(n), graph.a(n), graph.b(n));
        }
        builder.append(Operation.CONST, 77, 0);
        return builder.build();
    }

    private static Machine withBus(Machine m, int place, Bus bus) {
        List<Bus> buses = new ArrayList<>(m.buses());
        buses.set(place, bus);
        return new Machine(buses, m.chips(), m.shapes(), m.publicContributions());
    }

    private static Machine withShapes(Machine m, Shape... shapes) {
        return new Machine(m.buses(), m.chips(), List.of(shapes), m.publicContributions());
    }

    private static <T> List<T> with(List<T> list, T last) {
        return with(list, last, list.size());
    }

    private static <T> List<T> with(List<T> list, T inserted, int place) {
        List<T> out = new ArrayList<>(list);
        out.add(place, inserted);
        return out;
    }

    private static Piece[] concat(List<Piece> pieces, Piece last) {
        return with(pieces, last).toArray(Piece[]::new);
    }

    @Test
    void closedFormsChangeIt() {
        Set<List<Integer>> seen = new HashSet<>();
        List<List<ClosedColumn>> tables = List.of(
                List.of(ClosedColumn.number(0, 2)),
                List.of(ClosedColumn.number(1, 2)),
                List.of(ClosedColumn.number(0, 3)),
                List.of(ClosedColumn.number(0, 2), ClosedColumn.number(1, 2)),
                List.of(ClosedColumn.number(1, 2), ClosedColumn.number(0, 2)),
                List.of(ClosedColumn.rangeValue(3)),
                List.of(ClosedColumn.rangeWidth(3)),
                List.of(new ClosedColumn.Values(List.of(0, 1, 2, 3, 4, 5, 6, 7))),
                List.of(new ClosedColumn.Values(List.of(0, 1, 2, 3, 4, 5, 6, 8))));
        for (List<ClosedColumn> table : tables) {
            seen.add(canonical(table(3, table).digest()));
        }
        seen.add(canonical(table(4, tables.getFirst()).digest()));
        assertThat(seen).hasSize(tables.size() + 1);
    }

    private static Machine table(int logHeight, List<ClosedColumn> closed) {
        Chip chip = ChipBuilder.closedForm("table", 1, logHeight, closed).build();
        return new Machine(
                List.of(), List.of(chip), List.of(Shape.of(5, new Piece(0, logHeight))), PublicContributions.none());
    }

    @Test
    void namesDoNotChangeIt() {
        Chip a = ChipBuilder.chip("a", 1).build();
        Chip b = ChipBuilder.chip("b", 1).build();
        Shape shape = Shape.of(4, new Piece(0, 2));
        assertThat(new Machine(List.of(), List.of(a), List.of(shape), PublicContributions.none()).digest())
                .isEqualTo(new Machine(List.of(), List.of(b), List.of(shape), PublicContributions.none()).digest());
    }
}
