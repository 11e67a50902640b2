package io.bulwark.cluster.multinode

import org.scalatest.wordspec.AnyWordSpec

class RegionsTest extends AnyWordSpec {
  "regions" should {
    "go on" in {
      assert(NodeProcesses.run(classOf[RegionsNodes], List("a1", "b1")) == List(0, 0))
    }
  }
}
