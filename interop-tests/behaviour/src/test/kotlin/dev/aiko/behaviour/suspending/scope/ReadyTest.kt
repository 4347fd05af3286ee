package dev.aiko.behaviour.suspending.scope

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.start
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import java.io.IOException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** A child that says when it is ready. */
class ReadyTest :
    StringSpec({
        "start gives what the child reports, and the child goes on" {
            inTask {
                val trail = Trail()
                elapsed {
                    taskGroup {
                        elapsed {
                            group.start<Int>(name = "server") { ready ->
                                delay(1.minutes)
                                ready.report(8080)
                                delay(1.hours)
                                trail.add("server ends")
                            } shouldBe 8080
                        } shouldBe 1.minutes
                        group.tasks().single().name() shouldBe "server"
                        trail.add("body goes on")
                    }
                } shouldBe 1.hours + 1.minutes
                trail.reads("body goes on", "server ends")
            }
        }

        "a child that fails before its report fails the start, and not the group" {
            inTask {
                val boom = IOException("no port")
                val trail = Trail()
                taskGroup {
                    task {
                        delay(1.hours)
                        trail.add("sibling")
                    }
                    shouldThrow<IOException> {
                        group.start<Int> {
                            delay(1.minutes)
                            throw boom
                        }
                    } shouldBeSameInstanceAs boom
                    "value"
                } shouldBe "value"
                trail.reads("sibling")
            }
        }

        "a child that ends without a report fails the start, and not the group" {
            inTask {
                taskGroup {
                    shouldThrow<IllegalStateException> { group.start<Int> { } }
                    "value"
                } shouldBe "value"
            }
        }

        "a child that fails after its report fails the group" {
            inTask {
                val boom = IOException("broken")
                failuresOf {
                    taskGroup {
                        group.start<Int> { ready ->
                            ready.report(8080)
                            delay(1.minutes)
                            throw boom
                        } shouldBe 8080
                        awaitCancellation()
                    }
                }.shouldContainExactly(boom)
            }
        }

        "a second report is refused" {
            inTask {
                taskGroup {
                    group.start<Int> { ready ->
                        ready.report(1)
                        shouldThrow<IllegalStateException> { ready.report(2) }
                    } shouldBe 1
                }
            }
        }

        "cancelling who waits for the report cancels the child, whose end is waited for" {
            inTask {
                val trail = Trail()
                lateinit var starter: Task<Int>
                taskGroup {
                    starter = task {
                        group.start<Int> {
                            cleaningUpFor(1.minutes) { trail.add("child is clean") }
                        }
                    }
                    delay(1.hours)
                    starter.cancel("enough")
                    elapsed { starter.end() } shouldBe 1.minutes
                    trail.reads("child is clean")
                    delay(1.minutes)
                    group.tasks().shouldBeEmpty()
                }
                starter.isCancelled shouldBe true
            }
        }

        "the failure of a sibling stops a child that is not ready yet" {
            inTask {
                val trail = Trail()
                failuresOf {
                    taskGroup {
                        task {
                            delay(1.hours)
                            error("boom")
                        }
                        group.start<Int> { trail.untilCancelled("child") }
                    }
                }.map { it.message } shouldBe listOf("boom")
                trail.reads("child is cancelled")
            }
        }

        "null may be reported" {
            inTask {
                taskGroup { group.start<String?> { it.report(null) } } shouldBe null
            }
        }
    })
