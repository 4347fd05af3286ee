package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.loop.EventLoop
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours

class GatherTest :
    StringSpec({
        "GATH-01 values come in the order of the arguments, when the last child is done" {
            inTask {
                val slow = task {
                    delay(2.hours)
                    "slow"
                }
                val quick = task {
                    delay(1.hours)
                    "quick"
                }
                elapsed {
                    Aiko.gather(slow, quick).await() shouldBe listOf("slow", "quick")
                } shouldBe 2.hours
                Aiko.gather(listOf(quick, slow)).await() shouldBe listOf("quick", "slow")
            }
        }

        "GATH-01 stages of every make may be mixed, and null is a value" {
            inTask {
                val loop = Aiko.runningLoop()
                val future = loop.createFuture<String?>()
                loop.callSoon { future.complete(null) }
                val foreign = CompletableFuture.completedFuture<String?>("foreign")
                val child = task<String?> { "child" }
                Aiko.gather(
                    listOf<CompletionStage<String?>>(child, future, foreign)
                ).await() shouldBe
                    listOf("child", null, "foreign")
            }
        }

        "GATH-02 of nothing it is an empty list, at once" {
            inTask {
                val nothing = Aiko.gather<Int>()
                nothing.isDone shouldBe true
                elapsed { nothing.await() shouldBe emptyList() } shouldBe Duration.ZERO
                Aiko.gather<Int>(emptyList()).result() shouldBe emptyList()
            }
        }

        "GATH-02 of nothing and outside of a loop it is refused" {
            inTime {
                Sentences.tellsTheNextStep(
                    shouldThrow<IllegalStateException> { Aiko.gather<Int>(emptyList()) }
                )
            }
        }

        "GATH-03 the children run although nobody waits for the whole" {
            inTask {
                val trail = Trail()
                Aiko.gather(task { trail.add("one") }, task { trail.add("two") })
                trail.reads()
                yield()
                trail.reads("one", "two")
            }
        }

        "GATH-08 what is passed twice runs once, and its value is at both places" {
            inTask {
                val trail = Trail()
                val child = task {
                    trail.add("runs")
                    "value"
                }
                val other = task { "other" }
                Aiko.gather(child, other, child).await() shouldBe listOf("value", "other", "value")
                trail.reads("runs")
            }
        }

        "GATH-12 in Aiko futures of several loops may be gathered" {
            inTask {
                val other = virtualLoop()
                val theirs = other.createFuture<String>()
                val ours = task { "ours" }
                val both = Aiko.gather(listOf<CompletionStage<String>>(theirs, ours))
                ours.await()
                both.isDone shouldBe false
                other.callSoon { theirs.complete("theirs") }
                inTime { other.use { it.runUntilComplete(theirs) } }
                both.await() shouldBe listOf("theirs", "ours")
            }
        }

        "GATH-13 outside of a run the whole belongs to the loop of the children" {
            withLoop { loop ->
                val child = loop.task { "value" }
                val whole = Aiko.gather(child, child)
                val ran = CompletableFuture<EventLoop>()
                whole.addDoneCallback { ran.complete(Aiko.runningLoop()) }
                loop.runUntilComplete(whole) shouldBe listOf("value", "value")
                loop.runTask { yield() }
                ran.getNow(null) shouldBeSameInstanceAs loop
            }
        }

        "a gather of a hundred thousand tasks" {
            inTask {
                val many = List(100_000) { number -> task { number } }
                Aiko.gather(many).await() shouldBe List(100_000) { it }
            }
        }
    })
