package io.bulwark.simulation.world;

import io.bulwark.aggregator.FoldTree;
import io.bulwark.aggregator.Piece;
import io.bulwark.aggregator.Width;
import io.bulwark.cluster.job.Proofs;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.FoldInput;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the aggregator of a job does around its {@link FoldTree}: asks for joins and the finish, and again after failures. */
final class Folds implements Proofs {
    private static final int ATTEMPTS = 2;
    private static final long PAUSE = 1_000_000_000L;

    /** Whom it asks. */
    interface Listener {
        void wanted(Task task);

        void complete(Fact last);

        void failed(String cause);
    }

    private final Statement statement;
    private final Node node;
    private final Listener job;
    private final FoldTree<Piece> tree;
    private final Set<TaskName> asked = new HashSet<>();
    private final Map<TaskName, Integer> failures = new HashMap<>();
    private boolean finishPaused;
    private boolean complete;

    Folds(Statement statement, Node node, Listener job) {
        this.statement = statement;
        this.node = node;
        this.job = job;
        tree = new FoldTree<>(statement.state(0), Piece.RULE);
    }

    /** The state that the run starts in is that of its statement. */
    @Override
    public void start(Checkpoint start) {}

    @Override
    public void setAside(TaskName segment) {}

    @Override
    public int pieces() {
        return tree.pieces().size();
    }

    @Override
    public void add(Fact fact, Optional<Width> width) {
        if (fact.task().name().stage() == Stage.FINISH) {
            if (!complete) {
                complete = true;
                job.complete(fact);
            }
            return;
        }
        Piece piece = new Piece(fact, width.orElseThrow());
        if (tree.add(piece) == FoldTree.Outcome.CONTRADICTS) {
            job.failed("a proof of " + fact.task().name() + " belongs to another run");
        }
        asked.removeIf(task -> task.stage() == Stage.JOIN && piece.span().contains(task.span()));
        goOn(false);
    }

    @Override
    public void ends(int intervals) {
        tree.ends(intervals);
        goOn(false);
    }

    @Override
    public void spare() {
        goOn(true);
    }

    private void goOn(boolean spare) {
        if (complete) {
            return;
        }
        Optional<FoldTree.Join<Piece>> join = tree.start(spare);
        while (join.isPresent()) {
            TaskId id = new TaskId(statement.id(), TaskName.join(join.get().span()));
            ask(new JoinTask(
                    id,
                    statement.spec(),
                    join.get().parts().stream().map(Folds::input).toList()));
            join = tree.start(false);
        }
        tree.whole().ifPresent(this::askForFinish);
    }

    private static FoldInput input(Piece piece) {
        return new FoldInput(
                piece.claim(), new Blob(piece.fact().proof(), piece.fact().proofBytes()));
    }

    private void askForFinish(Piece whole) {
        TaskName finish = TaskName.finish(whole.span().count());
        if (!finishPaused && !asked.contains(finish)) {
            ask(new FinishTask(new TaskId(statement.id(), finish), statement.spec(), input(whole)));
        }
    }

    private void ask(Task task) {
        asked.add(task.name());
        job.wanted(task);
    }

    @Override
    public void failed(TaskName task, String reason) {
        if (complete || !asked.remove(task)) {
            return;
        }
        if (failures.merge(task, 1, Integer::sum) >= ATTEMPTS) {
            job.failed(task + " was given up: " + reason);
            return;
        }
        finishPaused |= task.stage() == Stage.FINISH;
        node.later(PAUSE, () -> {
            if (task.stage() == Stage.JOIN) {
                tree.release(task.span());
            } else {
                finishPaused = false;
            }
            goOn(false);
        });
    }
}
