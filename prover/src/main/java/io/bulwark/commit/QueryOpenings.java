package io.bulwark.commit;

import io.bulwark.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * What step 8 opens, sorted by tree so that all queries of a tree can be hashed side by side: first index the tree, second the query.
 *
 * @param stackRows rows of stacked columns
 * @param stackPaths siblings from the leaf upwards
 * @param leaves FRI leaves, one tree for each group of folds
 * @param leafPaths siblings from the leaf upwards
 */
record QueryOpenings<V>(
        List<List<V>> stackRows, List<List<V>> stackPaths, List<List<V>> leaves, List<List<V>> leafPaths) {

    /** Reads them; in a proof they stand query by query. */
    static <V> QueryOpenings<V> receive(
            VerifierChannel<?, ?, V, ?> channel, List<FriVerifier.Stack<V>> stacks, FriLayout layout, int queries) {
        QueryOpenings<V> openings = new QueryOpenings<>(
                lists(stacks.size()), lists(stacks.size()), lists(layout.groups()), lists(layout.groups()));
        int stackPath = MerkleVerifier.pathElements(layout.logDomain(), layout.capHeight());
        for (int query = 0; query < queries; query++) {
            for (int i = 0; i < stacks.size(); i++) {
                openings.stackRows
                        .get(i)
                        .add(channel.receiveAfterTheLastChallenge(stacks.get(i).width()));
                openings.stackPaths.get(i).add(channel.receiveAfterTheLastChallenge(stackPath));
            }
            for (int group = 0; group < layout.groups(); group++) {
                int leafPath = MerkleVerifier.pathElements(layout.logLeaves(group), layout.capHeight());
                openings.leaves.get(group).add(channel.receiveAfterTheLastChallenge(layout.leafElements(group)));
                openings.leafPaths.get(group).add(channel.receiveAfterTheLastChallenge(leafPath));
            }
        }
        return openings;
    }

    private static <V> List<List<V>> lists(int n) {
        List<List<V>> lists = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }
}
