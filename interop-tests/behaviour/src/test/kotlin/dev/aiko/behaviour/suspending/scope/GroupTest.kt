package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import kotlin.concurrent.thread
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

class GroupTest :
    StringSpec({
        "TG-01 the group ends when all children have, and then their results can be read" {
            inTask {
                lateinit var slow: Task<String>
                lateinit var quick: Task<String>
                elapsed {
                    taskGroup {
                        slow = task {
                            delay(2.hours)
                            "slow"
                        }
                        quick = task {
                            delay(1.hours)
                            "quick"
                        }
                    }
                } shouldBe 2.hours
                slow.result() shouldBe "slow"
                quick.result() shouldBe "quick"
            }
        }

        "TG-01 the group gives the value of its body" {
            inTask {
                taskGroup { "value" } shouldBe "value"
                taskGroup<String?> { null } shouldBe null
                elapsed {
                    taskGroup {
                        val child = task {
                            delay(1.hours)
                            20
                        }
                        child.await() + 1
                    } shouldBe 21
                } shouldBe 1.hours
            }
        }

        "TG-01 a group without children ends at once" {
            inTask {
                elapsed { taskGroup { } } shouldBe Duration.ZERO
            }
        }

        "TG-01 the children run while the body runs" {
            inTask {
                val trail = Trail()
                taskGroup {
                    repeat(2) { number ->
                        task {
                            trail.add("child $number begins")
                            delay(1.seconds)
                            trail.add("child $number ends")
                        }
                    }
                    trail.add("body begins")
                    yield()
                    trail.add("body goes on")
                    delay(1.minutes)
                    trail.add("body ends")
                }
                trail.reads(
                    "body begins",
                    "child 0 begins",
                    "child 1 begins",
                    "body goes on",
                    "child 0 ends",
                    "child 1 ends",
                    "body ends"
                )
            }
        }

        "TG-02 the body may add children as long as it runs" {
            inTask {
                val trail = Trail()
                taskGroup {
                    repeat(3) { number ->
                        task {
                            delay(1.hours)
                            trail.add("child $number")
                        }
                        delay(2.hours)
                    }
                    task { trail.add("the last") }
                }
                trail.reads("child 0", "child 1", "child 2", "the last")
            }
        }

        "TG-02 running children may add children while the group waits at its end" {
            inTask {
                val trail = Trail()
                elapsed {
                    taskGroup {
                        task {
                            delay(1.hours)
                            group.task {
                                delay(1.hours)
                                task { trail.add("grandchild") }
                                trail.add("child of a child")
                            }
                            trail.add("child")
                        }
                        trail.add("body")
                    }
                } shouldBe 2.hours
                trail.reads("body", "child", "child of a child", "grandchild")
            }
        }

        "TG-02 a callback and another thread may add children while the group waits" {
            inTask {
                val trail = Trail()
                taskGroup {
                    val loop = Aiko.runningLoop()
                    val added = loop.createFuture<Unit>()
                    task { added.await() }
                    loop.callSoon {
                        thread {
                            group.task { trail.add("from a thread") }
                            added.complete(Unit)
                        }
                    }
                    loop.callSoon { group.task { trail.add("from a callback") } }
                }
                trail.steps() shouldContainExactlyInAnyOrder
                    listOf("from a callback", "from a thread")
            }
        }

        "TG-26 finished children are forgotten at once" {
            inTask {
                taskGroup {
                    val slow = task { delay(1.hours) }
                    val quick = task { }
                    val failing = task { awaitCancellation() }
                    group.tasks().shouldContainExactlyInAnyOrder(slow, quick, failing)
                    quick.await()
                    yield()
                    group.tasks().shouldContainExactlyInAnyOrder(slow, failing)
                    failing.cancel(false)
                    failing.end()
                    yield()
                    group.tasks().shouldContainExactly(slow)
                    slow.await()
                    yield()
                    group.tasks().shouldBeEmpty()
                }
            }
        }

        "a coroutine launched in the group is waited for as well" {
            inTask {
                val trail = Trail()
                elapsed {
                    taskGroup {
                        launch {
                            delay(1.hours)
                            trail.add("launched")
                        }
                    }
                } shouldBe 1.hours
                trail.reads("launched")
            }
        }
    })
