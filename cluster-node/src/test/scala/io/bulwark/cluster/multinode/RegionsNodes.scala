package io.bulwark.cluster.multinode

import java.nio.file.{Files, Path, StandardCopyOption}
import java.util.Optional

import scala.concurrent.Await
import scala.concurrent.duration._
import scala.jdk.CollectionConverters._
import scala.jdk.OptionConverters._
import scala.util.Random

import com.typesafe.config.ConfigFactory
import io.bulwark.cluster.job.JobStatus
import io.bulwark.cluster.node.RegionNode
import io.bulwark.cluster.work.FoldedHashChain
import io.bulwark.protocol.{ArtifactId, Blob, JobSpec, Sha256, Standing}
import org.apache.pekko.remote.testconductor.RoleName
import org.apache.pekko.remote.testkit.{MultiNodeConfig, MultiNodeSpec, MultiNodeSpecCallbacks}
import org.scalatest.BeforeAndAfterAll
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpecLike

/** Three processes of region a, so that two are still a majority when one has died, and one each of b and c. That of c conducts, so it stays alive. */
object RegionsRoles extends MultiNodeConfig {
  val c1: RoleName = role("c1")
  val b1: RoleName = role("b1")
  val ofA: List[RoleName] = List("a1", "a2", "a3").map(role)
  val all: List[RoleName] = c1 :: b1 :: ofA

  /** How processes end that the conductor ends. */
  val Ended = 9

  commonConfig(ConfigFactory.parseString("""
    pekko.testconductor.barrier-timeout = 150s
    pekko.testconductor.connect-timeout = 90s
    pekko.testconductor.client-reconnects = 90
    pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
    """))
}

/** What each of the processes does; all run this, and each has one node. [[MultiNodeRegionsTest]] starts them. */
class RegionsNodes extends MultiNodeSpec({ NodeProcesses.endWithParent(); RegionsRoles }) with MultiNodeSpecCallbacks with AnyWordSpecLike with Matchers with BeforeAndAfterAll {
  import RegionsRoles._

  private val Tasks = 96
  private val StepsPerTask = 16
  private val workload = new FoldedHashChain(StepsPerTask, 100.millis.toNanos, 20.millis.toNanos)
  private val directory = Path.of(System.getProperty(NodeProcesses.Directory))
  private lazy val node = start()

  override def initialParticipants: Int = roles.size

  override def beforeAll(): Unit = multiNodeSpecBeforeAll()

  override def afterAll(): Unit = {
    node.kill()
    multiNodeSpecAfterAll()
  }

  "nodes of three regions" should {
    "meet" in {
      runOn(c1)(say("address", node.address()))
      enterBarrier("the first is up")
      awaitCond(node.reached() == roles.size, 90.seconds, 200.millis)
      enterBarrier("all are up")
    }

    "hand a job over inside of its region when the process dies that holds it, and prove nothing again" in {
      val job = submitted("hand-over", ofA.head)
      val before = quarterProven(job)
      runOn(c1) {
        say("dead", before.home.node.name)
        end(RoleName(before.home.node.name))
      }
      enterBarrier("its home is dead")

      val after = ended(job)
      alive.map(_.name) should contain(after.home.node.name)
      provedNothingAgain(before, after)
      enterBarrier("it was handed over")
    }

    "work on both sides of a cut, and agree on one end when it heals" in {
      val job = submitted("cut", alive.head)
      node.await(job, _.proven > 2)
      enterBarrier("it is under way")

      node.cut(otherSide, true)
      enterBarrier("the regions are cut")
      val end = ended(job)
      end.phase shouldBe JobStatus.Phase.SUCCEEDED
      ours should contain(region(end.home.node.name))
      enterBarrier("both sides are done")

      node.cut(otherSide, false)
      awaitCond(agreed(job), 90.seconds, 200.millis)
      ended(job).phase shouldBe JobStatus.Phase.SUCCEEDED
      awaitCond(node.reached() == living.size, 90.seconds, 200.millis)
      enterBarrier("they agree")
    }

    "adopt the jobs of a region whose processes have all died, and prove nothing again" in {
      val job = submitted("loss", alive.head)
      val before = quarterProven(job)
      region(before.home.node.name) shouldBe "a"
      runOn(c1)(alive.foreach(end))
      enterBarrier("the region is dead")

      val after = ended(job)
      List("b1", "c1") should contain(after.home.node.name)
      provedNothingAgain(before, after)
      enterBarrier("it was adopted")
    }
  }

  private def start(): RegionNode = {
    val join = if (isNode(c1)) List.empty else List(said("address"))
    RegionNode.start(myself.name, region(myself.name), 0, join.asJava, 1, directory, workload)
  }

  private def region(name: String): String = name.take(1)

  /** The regions on this side of the cut. */
  private def ours: Set[String] = if (region(myself.name) == "a") Set("a") else Set("b", "c")

  private def otherSide: java.util.Set[String] = (Set("a", "b", "c") -- ours).asJava

  private def living: List[RoleName] = c1 :: b1 :: alive

  /** The processes of region a that live. */
  private def alive: List[RoleName] = ofA.filterNot(_.name == said("dead"))

  /** A job of its own name and input that one of the nodes was given. All know which. */
  private def submitted(name: String, by: RoleName): JobSpec = {
    val input = new Array[Byte](Tasks * StepsPerTask * 4)
    new Random(name.hashCode).nextBytes(input)
    runOn(by)(node.submit(workload, Files.write(directory.resolve(name), input)))
    enterBarrier(s"$name is submitted")
    workload.specOf(Optional.empty(), new Blob(new ArtifactId(Sha256.of(input)), input.length), "none")
  }

  private def quarterProven(job: JobSpec): JobStatus = {
    val status = node.await(job, _.proven > Tasks / 4)
    enterBarrier(s"a quarter of ${job.id.brief} is proved")
    status
  }

  private def ended(job: JobSpec): JobStatus = node.await(job, _.phase.ended)

  /** Whoever has the job now remembers all that was seen to be proved, so only the rest was proved. */
  private def provedNothingAgain(before: JobStatus, after: JobStatus): Unit = {
    info(s"proven before ${before.proven}, recalled ${after.recalled}, home ${before.home.node.name}, then ${after.home.node.name}")
    withClue(s"$before, then $after: ") {
      after.phase shouldBe JobStatus.Phase.SUCCEEDED
      after.recalled should be >= before.proven
      after.shares.asScala.map(_.intervals).sum shouldBe Tasks
    }
  }

  /** The process ends at once, and its node tells nobody. */
  private def end(role: RoleName): Unit = Await.result(testConductor.exit(role, Ended), 30.seconds)

  /** Whether all nodes have been heard to say that the job ended alike. */
  private def agreed(job: JobSpec): Boolean = {
    val standing = node.standing(job).toScala.collect { case ended: Standing.Succeeded => ended.outcome }
    say(s"${myself.name}.standing", standing.fold("open")(outcome => s"${outcome.proof.id} ${outcome.claim.end.state.toStringUtf8}"))
    val standings = living.map(role => directory.resolve(s"${role.name}.standing"))
    standings.forall(Files.exists(_)) && standings.map(Files.readString).distinct.size == 1
  }

  /** Leaves a word for the other processes: all of it, or none. */
  private def say(what: String, word: String): Unit = {
    val draft = Files.writeString(directory.resolve(s"$what.${myself.name}.draft"), word)
    Files.move(draft, directory.resolve(what), StandardCopyOption.ATOMIC_MOVE)
  }

  private def said(what: String): String = Files.readString(directory.resolve(what))
}
