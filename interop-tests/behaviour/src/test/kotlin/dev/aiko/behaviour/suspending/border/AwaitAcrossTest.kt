package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.Callable
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

class AwaitAcrossTest :
    StringSpec({
        "Kotlin awaits a straight-line Java task" {
            inTask {
                val java = Aiko.createTask(
                    Callable {
                        Aiko.await(Aiko.sleep(1.hours.toJavaDuration()))
                        "from Java"
                    }
                )
                elapsed { java.await() shouldBe "from Java" } shouldBe 1.hours
            }
        }

        "straight-line Java awaits a Kotlin task" {
            inTask {
                val kotlin = task {
                    delay(1.hours)
                    "from Kotlin"
                }
                val java = Aiko.createTask(Callable { Aiko.await(kotlin) + ", by Java" })
                elapsed { java.await() shouldBe "from Kotlin, by Java" } shouldBe 1.hours
            }
        }

        "null crosses both ways" {
            inTask {
                val kotlin = task<String?> {
                    yield()
                    null
                }
                val java = Aiko.createTask(Callable<String?> { Aiko.await(kotlin) })
                java.await() shouldBe null
                Aiko.createTask { Aiko.yieldNow() }.await() shouldBe null
            }
        }

        "tasks of both languages nested in each other" {
            inTask {
                fun nested(level: Int): CompletionStage<Int> = when {
                    level == 0 -> task {
                        delay(1.seconds)
                        0
                    }

                    level % 2 == 0 -> task { nested(level - 1).await() + 1 }

                    else -> Aiko.createTask(Callable { Aiko.await(nested(level - 1)) + 1 })
                }
                elapsed { nested(40).await() shouldBe 40 } shouldBe 1.seconds
            }
        }

        "an unchecked failure is the same object on both sides" {
            inTask {
                val boom = IllegalStateException("boom")
                val kotlin = task<Unit> {
                    yield()
                    throw boom
                }
                val java = Aiko.createTask(Callable { Aiko.await(kotlin) })
                shouldThrow<IllegalStateException> { java.await() } shouldBeSameInstanceAs boom
                java.exception() shouldBeSameInstanceAs boom
            }
        }

        "an error is the same object on both sides" {
            inTask {
                val wrong = AssertionError("wrong")
                val java = Aiko.createTask(Callable<Unit> { throw wrong })
                val kotlin = task { java.await() }
                shouldThrow<AssertionError> { kotlin.await() } shouldBeSameInstanceAs wrong
            }
        }

        "a checked failure comes bare to Kotlin, and wrapped to Java" {
            inTask {
                val gone = IOException("gone")
                val java = Aiko.createTask(Callable<Unit> { throw gone })
                shouldThrow<IOException> { java.await() } shouldBeSameInstanceAs gone

                val kotlin = task<Unit> { throw gone }
                val seen = Aiko.createTask(
                    Callable { shouldThrow<CompletionException> { Aiko.await(kotlin) }.cause }
                )
                seen.await() shouldBeSameInstanceAs gone
                val asked = Aiko.createTask(
                    Callable {
                        shouldThrow<IOException> { Aiko.await(kotlin, IOException::class.java) }
                    }
                )
                asked.await() shouldBeSameInstanceAs gone
            }
        }

        "a checked failure that Java lets through from Kotlin is not wrapped for Kotlin again" {
            inTask {
                val gone = IOException("gone")
                val bottom = task<Unit> { throw gone }
                val middle = Aiko.composeTask { bottom }
                shouldThrow<IOException> { middle.await() } shouldBeSameInstanceAs gone
            }
        }

        "TASK-01 tasks of both languages take their first step in the order of creation" {
            inTask {
                val trail = Trail()
                task { trail.add("Kotlin 1") }
                Aiko.createTask { trail.add("Java 1") }
                task { trail.add("Kotlin 2") }
                Aiko.createTask { trail.add("Java 2") }
                delay(1.seconds)
                trail.steps() shouldBe listOf("Kotlin 1", "Java 1", "Kotlin 2", "Java 2")
            }
        }

        "tasks of both languages take turns" {
            inTask {
                val trail = Trail()
                val kotlin = task {
                    repeat(3) {
                        trail.add("Kotlin $it")
                        yield()
                    }
                }
                val java = Aiko.createTask {
                    repeat(3) {
                        trail.add("Java $it")
                        Aiko.yieldNow()
                    }
                }
                kotlin.await()
                java.await()
                trail.steps() shouldBe
                    listOf("Kotlin 0", "Java 0", "Kotlin 1", "Java 1", "Kotlin 2", "Java 2")
            }
        }
    })
