package io.bulwark.cluster.multinode

import java.net.ServerSocket

object NodeProcesses {
  def run(spec: Class[_], roles: List[String]): List[Int] = {
    val socket = new ServerSocket(0)
    val port = socket.getLocalPort
    socket.close()
    val java = System.getProperty("java.home") + "/bin/java"
    val processes = roles.indices.map { i =>
      new ProcessBuilder(java, "-Xmx512m", "-Dpekko.fail-mixed-versions=off", s"-Dmultinode.max-nodes=${roles.size}", "-Dmultinode.host=127.0.0.1", "-Dmultinode.server-host=127.0.0.1",
        s"-Dmultinode.server-port=$port", s"-Dmultinode.index=$i", "--sun-misc-unsafe-memory-access=allow", "--add-modules=jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
        "org.scalatest.tools.Runner", "-s", spec.getName, "-oW").inheritIO().start()
    }
    processes.map(_.waitFor()).toList
  }
}
