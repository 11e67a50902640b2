package io.bulwark.cluster.multinode

import java.net.ServerSocket
import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit

import scala.concurrent.duration.{Deadline, FiniteDuration}
import scala.jdk.CollectionConverters._

/** Runs a multi-node specification, with a process for each role. */
object NodeProcesses {

  /** The property that names the directory which the processes share. */
  val Directory = "bulwark.multinode.directory"

  /** How a process ended that had to be killed since the others did not end in time. */
  val Killed: Int = 128 + 9

  /** How a process ends whose parent has gone. */
  val Orphaned = 8

  /** How one process ended, and the end of what it said. */
  final case class Ending(role: String, code: Int, said: String)

  /**
   * What a process of this machine is started with beside its part in the specification: a small heap and a quick start. The test kit is of another version than
   * Pekko.
   */
  private val Options = List(
    "-Xmx256m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Dpekko.fail-mixed-versions=off",
    "-Dpekko.logger-startup-timeout=90s",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "--add-modules=jdk.incubator.vector")

  /**
   * Runs the specification to its end. The processes write to logs; none outlives this one, or the bound.
   *
   * @param roles in the order in which the specification names them; the first one's process conducts
   * @param directory an empty one that the processes share
   * @param logs where each role has its log
   */
  def run(spec: Class[_], roles: List[String], directory: Path, logs: Path, bound: FiniteDuration): List[Ending] = {
    Files.createDirectories(logs)
    val port = free()
    val processes = roles.zipWithIndex.map { case (role, index) =>
      start(spec, index, roles.size, port, directory, log(logs, role))
    }
    val hook = new Thread(() => processes.foreach(_.destroyForcibly()))
    Runtime.getRuntime.addShutdownHook(hook)
    try {
      val deadline = bound.fromNow
      processes.zip(roles).map { case (process, role) => Ending(role, code(process, deadline), tail(log(logs, role))) }
    } finally {
      processes.foreach(_.destroyForcibly())
      Runtime.getRuntime.removeShutdownHook(hook)
    }
  }

  /** To be called in a process of these: it ends when its parent has gone. */
  def endWithParent(): Unit = {
    val watch = new Thread(() => {
      while (System.in.read() >= 0) {}
      Runtime.getRuntime.halt(Orphaned)
    })
    watch.setDaemon(true)
    watch.start()
  }

  private def start(spec: Class[_], index: Int, roles: Int, port: Int, directory: Path, log: Path): Process = {
    val part = List(
      s"-Dmultinode.max-nodes=$roles",
      s"-Dmultinode.index=$index",
      "-Dmultinode.host=127.0.0.1",
      "-Dmultinode.server-host=127.0.0.1",
      s"-Dmultinode.server-port=$port",
      s"-D$Directory=$directory")
    val program = List("-cp", System.getProperty("java.class.path"), "org.scalatest.tools.Runner", "-s", spec.getName, "-oW")
    new ProcessBuilder((System.getProperty("java.home") + "/bin/java" :: Options ::: part ::: program).asJava)
      .redirectErrorStream(true)
      .redirectOutput(log.toFile)
      .start()
  }

  private def code(process: Process, deadline: Deadline): Int =
    if (process.waitFor(deadline.timeLeft.toMillis.max(0), TimeUnit.MILLISECONDS)) {
      process.exitValue()
    } else {
      process.destroyForcibly().waitFor()
      Killed
    }

  private def log(logs: Path, role: String): Path = logs.resolve(role + ".log")

  private def tail(log: Path): String = Files.readAllLines(log).asScala.takeRight(30).mkString("\n")

  private def free(): Int = {
    val socket = new ServerSocket(0)
    try socket.getLocalPort
    finally socket.close()
  }
}
