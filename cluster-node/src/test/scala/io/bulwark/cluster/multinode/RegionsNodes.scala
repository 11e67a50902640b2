package io.bulwark.cluster.multinode

import org.apache.pekko.remote.testkit.{MultiNodeConfig, MultiNodeSpec, MultiNodeSpecCallbacks}
import org.scalatest.BeforeAndAfterAll
import org.scalatest.wordspec.AnyWordSpecLike

object Roles extends MultiNodeConfig {
  val a1 = role("a1")
  val b1 = role("b1")
  testTransport(on = true)
}

class RegionsNodes extends MultiNodeSpec(Roles) with MultiNodeSpecCallbacks with AnyWordSpecLike with BeforeAndAfterAll {
  override def beforeAll(): Unit = multiNodeSpecBeforeAll()
  override def afterAll(): Unit = multiNodeSpecAfterAll()
  override def initialParticipants: Int = roles.size

  "nodes" should {
    "meet" in {
      enterBarrier("met")
    }
  }
}
