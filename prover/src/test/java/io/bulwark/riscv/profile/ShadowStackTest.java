package io.bulwark.riscv.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShadowStackTest {
    private static final int MAIN = 1;
    private static final int F = 2;
    private static final int G = 3;
    private static final int H = 4;
    private static final String NAMES = "?mfgh";

    private final CallTree tree = new CallTree();
    private final ShadowStack stack = new ShadowStack(tree, MAIN);

    /** The functions that the run is in, outermost first. */
    private String path() {
        Deque<Integer> path = new ArrayDeque<>();
        for (int node = stack.node(); node != CallTree.ROOT; node = tree.parent(node)) {
            path.push(tree.function(node));
        }
        return path.stream().map(f -> NAMES.substring(f, f + 1)).collect(Collectors.joining(" "));
    }

    @Test
    void aReturnEndsItsCall() {
        stack.call(F, 100);
        stack.call(G, 200);
        assertThat(path()).isEqualTo("m f g");
        stack.back(200, F);
        assertThat(path()).isEqualTo("m f");
        stack.back(100, MAIN);
        assertThat(path()).isEqualTo("m");
    }

    @Test
    void aTailCallTakesThePlaceOfItsCallerAndReturnsForIt() {
        stack.call(F, 100);
        stack.replace(G);
        assertThat(path()).isEqualTo("m g");
        stack.call(H, 300);
        stack.back(300, G);
        assertThat(path()).isEqualTo("m g");
        stack.back(100, MAIN);
        assertThat(path()).isEqualTo("m");
    }

    @Test
    void aReturnMaySkipFrames() {
        stack.call(F, 100);
        stack.call(G, 200);
        stack.call(H, 300);
        stack.back(100, MAIN);
        assertThat(path()).isEqualTo("m");
    }

    @Test
    void aLongJumpGoesBackIntoAFunctionThatHasNotEnded() {
        stack.call(F, 100);
        stack.call(G, 200);
        stack.call(H, 300);
        // Behind a call of setjmp in f, which ended long ago.
        stack.back(150, F);
        assertThat(path()).isEqualTo("m f");
    }

    @Test
    void aJumpThroughALinkThatNoCallMadeChangesNothingByItself() {
        stack.back(100, H);
        assertThat(path()).isEqualTo("m");
        stack.replace(H);
        assertThat(path()).isEqualTo("h");
    }

    @Test
    void recursionReturnsOneCallAtATime() {
        for (int i = 0; i < 3; i++) {
            stack.call(F, 100);
        }
        stack.back(100, F);
        assertThat(path()).isEqualTo("m f f");
    }

    @Test
    void whatIsDeeperThanTheTreeIsCountedAtItsEndAndStillReturnsRight() {
        int deep = 10 * CallTree.MAX_DEPTH;
        IntStream.range(0, deep).forEach(i -> stack.call(i % 2 == 0 ? F : G, i % 2 == 0 ? 100 : 200));
        assertThat(tree.isCut()).isTrue();
        assertThat(tree.count()).isEqualTo(CallTree.MAX_DEPTH + 1);
        IntStream.range(0, deep - 1).forEach(i -> stack.back(i % 2 == 0 ? 200 : 100, i % 2 == 0 ? F : G));
        assertThat(path()).isEqualTo("m f");
        stack.back(100, MAIN);
        assertThat(path()).isEqualTo("m");
    }

    @Test
    void callsBeyondAllFramesAreCountedDownAgain() {
        int calls = ShadowStack.MAX_FRAMES + 1000;
        IntStream.range(0, calls).forEach(i -> stack.call(F, 100));
        IntStream.range(0, calls - 1).forEach(i -> stack.back(100, F));
        assertThat(path()).isEqualTo("m f");
        stack.back(100, MAIN);
        assertThat(path()).isEqualTo("m");
    }

    @Test
    void theTreeKeepsToItsNumberOfNodes() {
        // Every path of 18 calls of f or g.
        for (int path = 0; path < CallTree.MAX_NODES && !tree.isCut(); path++) {
            for (int i = 0; i < 18; i++) {
                stack.call((path >> i & 1) == 0 ? F : G, 100 + 4 * i);
            }
            stack.back(100, MAIN);
        }
        assertThat(tree.count()).isEqualTo(CallTree.MAX_NODES);
        assertThat(tree.isCut()).isTrue();
    }
}
