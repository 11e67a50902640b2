package io.bulwark.cluster.multinode

import java.nio.file.{Files, Path}

import scala.concurrent.duration._

import org.scalatest.Tag
import org.scalatest.wordspec.AnyWordSpec

/** Sharding and hand-over, a cut between regions and the loss of one, with a process for each node: [[RegionsNodes]] says what they do. */
class MultiNodeRegionsTest extends AnyWordSpec {
  "nodes in processes of their own" should {
    "end every job whatever process dies and whatever region is cut off" taggedAs MultiNodeRegionsTest.Slow in {
      val roles = RegionsRoles.all.map(_.name)
      val directory = Files.createTempDirectory("regions")
      val endings = NodeProcesses.run(classOf[RegionsNodes], roles, directory, Path.of("target", "multi-node"), 300.seconds)
      val expected = roles.map(role => role -> (if (role.startsWith("a")) RegionsRoles.Ended else 0))
      assert(endings.map(ending => ending.role -> ending.code) == expected, clue(endings, expected))
    }
  }

  /** What those said that did not end as expected. */
  private def clue(endings: List[NodeProcesses.Ending], expected: List[(String, Int)]): String =
    endings.filterNot(ending => expected.contains(ending.role -> ending.code)).map(ending => s"\n--- ${ending.role}:\n${ending.said}").mkString
}

object MultiNodeRegionsTest {

  /** JUnit's tag of the same name: left out of the ordinary run. */
  object Slow extends Tag("slow")
}
