package io.bulwark.recursion.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.proof.ProverOptions;
import io.bulwark.recursion.fold.FoldException.Kind;
import io.bulwark.riscv.memory.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The circuits that everyone accepts are the ones whose identities are fixed in a file. */
class IdentitiesTest {
    private static final ProverOptions OPTIONS = ProverOptions.standard().withThreads(2);
    private static final String BUMP =
            "identity of %s: it has changed, which is a version bump (FixIdentities writes the new file)";

    private static void rebuilds(FoldIdentities fixed, int index) {
        FoldKey key = FoldKey.build(fixed.system(), index, OPTIONS);
        assertThat(key.identity())
                .as(BUMP, fixed.system().circuits().get(index))
                .isEqualTo(fixed.all().get(index));
        fixed.cap(index).ifPresent(cap -> assertThat(key.cap()).isEqualTo(cap));
    }

    @Test
    void aLiftAJoinAndAFinishAreWhatTheFileSays() {
        FoldIdentities fixed = FoldIdentities.standard(128);
        rebuilds(fixed, CircuitKind.LIFT.index(1));
        rebuilds(fixed, CircuitKind.JOIN.index(0));
        rebuilds(fixed, CircuitKind.FINISH.index(0));
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {128, 100})
    void everyCircuitIsWhatTheFileSays(int set) {
        FoldIdentities fixed = FoldIdentities.standard(set);
        fixed.system().circuits().keySet().forEach(index -> rebuilds(fixed, index));
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 100})
    void theFileNamesEveryCircuitAndTheRootOfTheirTree(int set) {
        FoldIdentities fixed = FoldIdentities.standard(set);
        fixed.requireComplete();
        assertThat(fixed.all()).hasSize(fixed.system().circuits().size());
    }

    @Test
    void theSetsHaveNoRootInCommon() {
        assertThat(FoldIdentities.standard(128).allowedRoot())
                .isNotEqualTo(FoldIdentities.standard(100).allowedRoot());
    }

    @Test
    void whatIsWrittenReadsBack() {
        FoldIdentities small = SmallFold.IDENTITIES;
        FoldIdentities read = IdentitiesFile.read(SmallFold.SYSTEM, IdentitiesFile.write(small));
        assertThat(read.all()).isEqualTo(small.all());
        assertThat(read.allowedRoot()).isEqualTo(small.allowedRoot());
        assertThat(read.cap(SmallFold.FINISH).orElseThrow())
                .isEqualTo(small.cap(SmallFold.FINISH).orElseThrow());
    }

    @Test
    void refusesTextsOfOtherMachinesAndTextsThatAreNone() {
        String text = IdentitiesFile.write(SmallFold.IDENTITIES);
        String otherMachine = text.replaceFirst("recursion [0-9a-f]{8}", "recursion 00000000");
        refuses(Kind.IDENTITY, otherMachine);
        refuses(Kind.IDENTITY, text.replaceFirst("set 100", "set 128"));
        refuses(Kind.IDENTITY, text.replaceFirst("circuit 0 0", "circuit 0 2"));
        refuses(Kind.IDENTITIES_FILE, "");
        refuses(Kind.IDENTITIES_FILE, text.replaceFirst("circuits 1", "circuits 2"));
        refuses(Kind.IDENTITIES_FILE, text.replaceFirst("circuit 0 0 [0-9a-f]{8}", "circuit 0 0 "));
        refuses(Kind.IDENTITIES_FILE, text.replaceFirst("allowed [0-9a-f]+", "allowed none"));
    }

    private static void refuses(Kind kind, String text) {
        assertThatThrownBy(() -> IdentitiesFile.read(SmallFold.SYSTEM, text))
                .isInstanceOfSatisfying(
                        FoldException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void aChangedIdentityIsToldToBeAVersionBump() {
        String text = IdentitiesFile.write(SmallFold.IDENTITIES);
        Digest lift = SmallFold.IDENTITIES.all().get(SmallFold.LIFT).root();
        Digest other = SmallFold.IDENTITIES.all().get(SmallFold.JOIN).root();
        FoldIdentities changed = IdentitiesFile.read(SmallFold.SYSTEM, text.replace(lift.toString(), other.toString()));
        assertThatThrownBy(() -> new FoldProver(SmallFold.KEYS, changed, OPTIONS))
                .isInstanceOf(FoldException.class)
                .hasMessageContaining("version bump");
    }

    @Test
    void everyPartOfACircuitsIdentityMovesTheRoot() {
        FoldIdentities small = SmallFold.IDENTITIES;
        List<Digest> roots = new ArrayList<>();
        roots.add(small.allowedRoot());
        roots.add(AllowedCircuits.of(SmallFold.system(128), small.all()).root());
        SortedMap<Integer, CircuitIdentity> moved = new TreeMap<>(small.all());
        moved.put(SmallFold.LIFT, new CircuitIdentity(FoldSystem.WIDE, small.all().get(SmallFold.LIFT).root()));
        roots.add(AllowedCircuits.of(SmallFold.SYSTEM, moved).root());
        moved.put(SmallFold.LIFT, small.all().get(SmallFold.JOIN));
        roots.add(AllowedCircuits.of(SmallFold.SYSTEM, moved).root());
        moved.remove(SmallFold.LIFT);
        roots.add(AllowedCircuits.of(SmallFold.SYSTEM, moved).root());
        assertThat(roots).doesNotHaveDuplicates();
    }
}
