package io.bulwark.proof;

import io.bulwark.air.Chip;
import io.bulwark.air.Graph;
import io.bulwark.air.Guard;
import io.bulwark.air.Interaction;
import io.bulwark.air.Layout;
import io.bulwark.air.PieceTrace;
import io.bulwark.air.Trace;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.DenseCube;
import io.bulwark.poly.RoundPolynomial;
import io.bulwark.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Step 4 as its sum says: every chip evaluated node by node on every row of bound tables, five values a round. */
final class DenseZerocheck {
    private final Layout layout;
    private final List<Extension> r;
    private final ZerocheckProver.Challenges challenges;
    /** Of each piece: its eq table, then its columns. */
    private final List<Extension[][]> tables = new ArrayList<>();
    /** a to the number of constraints before the piece. */
    private final List<Extension> firstPowers = new ArrayList<>();

    DenseZerocheck(Layout layout, Trace trace, List<Extension> r, ZerocheckProver.Challenges challenges) {
        this.layout = layout;
        this.r = r;
        this.challenges = challenges;
        Extension power = Extension.ONE;
        for (PieceTrace piece : trace.pieces()) {
            int[][] columns = piece.columns();
            Extension[][] t = new Extension[1 + columns.length][];
            t[0] = DenseCube.eqTable(
                    r.subList(r.size() - piece.logHeight(), r.size()).toArray(Extension[]::new));
            for (int c = 0; c < columns.length; c++) {
                t[c + 1] = Arrays.stream(columns[c]).mapToObj(Extension::of).toArray(Extension[]::new);
            }
            tables.add(t);
            firstPowers.add(power);
            power = power.mul(challenges.a().pow(piece.chip().constraintCount()));
        }
    }

    List<Extension> prove(ProverChannel channel) {
        List<Extension> rho = new ArrayList<>();
        Extension[] outside = new Extension[tables.size()];
        Arrays.fill(outside, Extension.ONE);
        for (int j = 0; j < layout.maxLogHeight(); j++) {
            Extension[] values = new Extension[5];
            for (int x = 0; x < values.length; x++) {
                values[x] = Extension.ZERO;
                Extension at = DenseCube.number(x);
                for (int t = 0; t < tables.size(); t++) {
                    values[x] = values[x].add(
                            j >= layout.pieces().get(t).logHeight()
                                    ? summand(t, tables.get(t), 0)
                                            .mul(outside[t])
                                            .mul(Extension.ONE.sub(at))
                                    : sum(t, bind(tables.get(t), at)));
                }
            }
            channel.send(RoundPolynomial.interpolate(values).sent());
            Extension z = channel.challenge();
            for (int t = 0; t < tables.size(); t++) {
                if (j >= layout.pieces().get(t).logHeight()) {
                    outside[t] = outside[t].mul(Extension.ONE.sub(z));
                } else {
                    tables.set(t, bind(tables.get(t), z));
                }
            }
            rho.add(z);
        }
        return rho;
    }

    private static Extension[][] bind(Extension[][] table, Extension z) {
        return Arrays.stream(table).map(c -> DenseCube.bind(c, z)).toArray(Extension[][]::new);
    }

    private Extension sum(int t, Extension[][] table) {
        Extension sum = Extension.ZERO;
        for (int i = 0; i < table[0].length; i++) {
            sum = sum.add(summand(t, table, i));
        }
        return sum;
    }

    private Extension summand(int t, Extension[][] table, int i) {
        Chip chip = layout.chip(t);
        Extension[] v = nodes(chip, table, i);
        Extension total = Extension.ZERO;
        for (Layout.Block block : layout.blocks()) {
            if (block.piece() == t) {
                Interaction interaction = chip.interactions().get(block.interaction());
                total = total.add(weight(block).mul(busTerm(interaction, v)));
            }
        }
        Extension power = firstPowers.get(t);
        for (int constraint : chip.constraints()) {
            power = power.mul(challenges.a());
            total = total.add(power.mul(v[constraint]));
        }
        for (Guard guard : chip.guards()) {
            power = power.mul(challenges.a());
            total = total.add(power.mul(v[guard.value()]).mul(Extension.ONE.sub(v[guard.selector()])));
        }
        return table[0][i].mul(total);
    }

    private Extension weight(Layout.Block block) {
        int k = layout.pieces().get(block.piece()).logHeight();
        Extension[] head = r.subList(0, r.size() - k).toArray(Extension[]::new);
        return DenseCube.eq(head, block.start() >> k);
    }

    private Extension busTerm(Interaction interaction, Extension[] v) {
        Extension fingerprint = challenges.alpha().add(DenseCube.number(interaction.bus()));
        for (int j = 0; j < interaction.message().size(); j++) {
            fingerprint = fingerprint.add(
                    challenges.betas().get(j).mul(v[interaction.message().get(j)]));
        }
        Extension multiplicity = v[interaction.multiplicity()];
        return challenges.mu().mul(fingerprint).add(interaction.sends() ? multiplicity : multiplicity.neg());
    }

    private static Extension[] nodes(Chip chip, Extension[][] table, int row) {
        Graph graph = chip.graph();
        Extension[] v = new Extension[graph.size()];
        for (int n = 0; n < v.length; n++) {
            int a = graph.a(n);
            int b = graph.b(n);
            v[n] = switch (graph.operation(n)) {
                case CONST -> Extension.of(KoalaBear.fromCanonical(a));
                case MAIN -> table[1 + a][row];
                case PREP -> table[1 + chip.main() + a][row];
                case CLOSED -> table[1 + chip.main() + chip.prep() + a][row];
                case PUBLIC -> throw new AssertionError("a public value in a chip");
                case ADD -> v[a].add(v[b]);
                case SUB -> v[a].sub(v[b]);
                case MUL -> v[a].mul(v[b]);
            };
        }
        return v;
    }
}
