package io.bulwark.cluster.job;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Stage;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;

/**
 * A job's artifacts: what was handed in is brought to the job's node, and it and every verified proof are copied, so that no death of a single node, nor of
 * a second one soon after, loses finished work. Part of the job's actor.
 */
final class JobArtifacts {
    private static final Duration COPY_PATIENCE = Duration.ofSeconds(10);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);
    private static final int COPIES = 3;

    private final Home home;
    private final Circle circle;
    private final JobSpec spec;
    private final ActorRef<Keeper.Kept> keeps;
    private final Holdings holdings = new Holdings(COPIES, COPY_PATIENCE.toNanos());
    /** The facts whose proofs have been verified here, by proof. */
    private final Map<ArtifactId, Fact> facts = new HashMap<>();
    /** What else has been made here. */
    private final Map<ArtifactId, Blob> made = new HashMap<>();
    /** When each artifact was asked for. */
    private final Map<ArtifactId, Long> asked = new HashMap<>();

    /** @param keeps where keepers answer */
    JobArtifacts(Home home, Circle circle, JobSpec spec, ActorRef<Keeper.Kept> keeps) {
        this.home = home;
        this.circle = circle;
        this.spec = spec;
        this.keeps = keeps;
    }

    void membersChanged() {
        Member here = home.registry().self();
        // A node of which nothing is known yet counts as one of here: a copy on it makes nothing safer.
        holdings.members(circle.keeperNodes().stream()
                .map(node -> home.registry()
                        .member(node)
                        .orElse(new Member(node, here.operator(), here.jurisdiction(), here.region())))
                .toList());
    }

    void held(ArtifactId artifact, NodeId node) {
        holdings.held(artifact, node);
    }

    /** A keeper has been asked to hold an artifact: it does, or says why not. */
    void kept(Keeper.Kept kept, Logger log) {
        kept.failure()
                .ifPresentOrElse(
                        cause -> log.warn(
                                "{} does not keep {}: {}",
                                kept.node(),
                                kept.artifact().brief(),
                                cause),
                        () -> {
                            held(kept.artifact(), kept.node());
                            // What is folded of it waits for its copies.
                            holdings.missing(kept.artifact(), System.nanoTime()).forEach(this::ask);
                        });
    }

    /** A keeper holds all that was handed in. */
    void heldInput(NodeId node) {
        spec.artifacts().forEach(artifact -> holdings.held(artifact.id(), node));
    }

    /** A proof has been verified here. It counts as held here when the keeper has said that the fact is on the disk. */
    void verified(Fact fact) {
        facts.put(fact.proof(), fact);
        home.keeper().tell(keep(new Blob(fact.proof(), fact.proofBytes()), List.of(), Optional.of(fact)));
    }

    /** Keepers that have an offered proof, at most {@link Limits#SOURCES}: who is said to have it first, unless it cannot be reached. */
    List<ActorRef<Keeper.Command>> sources(Offer offer) {
        SequencedSet<ActorRef<Keeper.Command>> sources = new LinkedHashSet<>();
        holdings.holders(offer.fact().proof()).stream()
                .flatMap(node -> circle.keeper(node).stream())
                .limit(Limits.SOURCES - 1)
                .forEach(sources::add);
        if (circle.keepers().contains(offer.holder())) {
            sources.addFirst(offer.holder());
        } else {
            sources.addLast(offer.holder());
        }
        return List.copyOf(sources);
    }

    /** The job's last proof has been put into this node's store. */
    void made(Blob proof) {
        made.put(proof.id(), proof);
        holdings.held(proof.id(), home.id().node());
    }

    /** Whether an artifact would survive this node. */
    boolean safe(ArtifactId artifact) {
        return holdings.safe(artifact);
    }

    /** How much of what was proved would outlive a node. */
    JobStatus.Kept kept() {
        long copied = facts.values().stream()
                .filter(fact -> fact.task().name().stage() == Stage.SEGMENT && holdings.safe(fact.proof()))
                .count();
        return new JobStatus.Kept(Math.toIntExact(copied), holdings.nodes());
    }

    /** Asks for what was handed in and is not here, now and then; answers whether all of it is here. */
    boolean gather(long now) {
        List<ActorRef<Keeper.Command>> sources = circle.keepersWithInput();
        List<Blob> missing = spec.artifacts().stream()
                .filter(artifact -> !home.store().holds(artifact.id()))
                .toList();
        for (Blob artifact : missing) {
            Long last = asked.get(artifact.id());
            if (!sources.isEmpty() && (last == null || now - last > ASK_AGAIN.toNanos())) {
                asked.put(artifact.id(), now);
                home.keeper().tell(keep(artifact, sources, Optional.empty()));
            }
        }
        return missing.isEmpty();
    }

    /** The keeper here has all that was handed in; asking it again makes it remember the specification, too. */
    void rememberSpec() {
        spec.artifacts().forEach(artifact -> home.keeper().tell(keep(artifact, List.of(), Optional.empty())));
    }

    /** Asks for the copies that are missing. */
    void copy(long now) {
        holdings.missing(now).forEach(this::ask);
    }

    private void ask(Holdings.Copy copy) {
        Optional<Fact> fact = Optional.ofNullable(facts.get(copy.artifact()));
        Optional<Blob> wanted = fact.map(f -> new Blob(f.proof(), f.proofBytes()))
                .or(() -> Optional.ofNullable(made.get(copy.artifact())))
                .or(() -> spec.artifacts().stream()
                        .filter(artifact -> artifact.id().equals(copy.artifact()))
                        .findFirst());
        if (wanted.isPresent()) {
            List<ActorRef<Keeper.Command>> sources = holdings.holders(copy.artifact()).stream()
                    .flatMap(node -> circle.keeper(node).stream())
                    .limit(Limits.SOURCES)
                    .toList();
            circle.keeper(copy.to()).ifPresent(keeper -> keeper.tell(keep(wanted.get(), sources, fact)));
        }
    }

    private Keeper.Keep keep(Blob artifact, List<ActorRef<Keeper.Command>> sources, Optional<Fact> fact) {
        return new Keeper.Keep(
                artifact.id(),
                artifact.bytes(),
                sources.stream().limit(Limits.SOURCES).toList(),
                fact,
                Optional.of(spec),
                keeps);
    }
}
