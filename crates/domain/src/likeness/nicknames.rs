//! Given names that stand for one another, as people in Québec call and write each other.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Each line is one group; a name may be in several. Folded, without hyphens.
const GROUPS: &str = "\
alexandre alex alexis alexander xander
alexandra alex sandra alexa alexandrine sandrine
alain al
albert bert al
andre andrew andy ande
andree andrea
anne annie anna ann nancy hannah
antoine anthony tony antonio toni
antoinette toinette netty
beatrice bea
benjamin ben benji benoit
benoit ben benny
bernard bernie bernardo
bernadette berna
brigitte bridget gitte
carole carol caroline caro
caroline caro carolyn
catherine cathy kathy kate katherine kathleen cath katie catou
charles charlie charly chuck carl carlos
charlotte charlie lotte
christian chris
christine chris christina tina kristine christiane
christophe chris christopher kristof
claude claudio
claudette claudia claudie
daniel dan danny dany
danielle dany danielle dani
david dave davy
deborah debbie deb
denis dennis deny
denise denyse
diane diana
dominique dom dominic domenico
donald don donny
edouard edward ed eddy eddie ted teddy
eleonore elea eleanor nora ellie
elisabeth elizabeth elise lise lisa beth babette betty liz eliza zabeth
emilie emily emy milie
emmanuel manu manuel emanuel
emmanuelle manu manuelle emma
eric erik rick
ernest ernie
etienne steven stephen
eugene gene
eugenie genie
fabrice fab fabrizio
felix fel
florence flo
francis frank frankie francois francesco
francois frank francis frankie franco
francoise fran frances francine
francine fran
frederic fred freddy frederick
frederique fred
gabriel gab gabe
gabrielle gab gaby
genevieve gen genie ginou
georges george jorge geo
gerard gerry gerald
gerald gerry jerry
gilbert gil bert
gilles gil
gregoire greg gregory
guillaume will william bill willy guy
guy guido
helene ellen helen lena
henri henry harry hank
hubert hub bert
isabelle isa isabel bella belle zabelle
jacinthe jaja
jacqueline jackie jacquie line
jacques jack jim james jacky jacob
james jim jimmy jamie
jean john johnny jon
jeanne jane joan jeannette jeannine
jeannette jeanne nettie
jeanfrancois jf jeff
jeanpierre jp
jeansebastien js jeanseb
jeanphilippe jp jeanphil
jeanmarc jm
jeanpaul jp
jeanguy jg
jeanclaude jc
jeanlouis jl
jeanmichel jm jeanmi
jeanbaptiste jb
jeancharles jc
jeanyves jy
jerome jerry
jessica jess jessie
joanne jo johanne joannie joan
johanne jo joanne
jonathan jon john nathan johnny
joseph joe jos jo jose giuseppe
josephine jo josie fifi
josee jo josie josette
judith judy jude
julie juliette jules julia
julien jules julian
kevin kev
laurence lau laurie lo
laurent larry lawrence lorenzo laurier
leonard leo leon len lenny
leopold leo pol
louis lou louie luis luigi lewis
louise lou loulou lise
luc luke lucas
lucie lucy luce lucille
madeleine mado madeline magdalena maddy
marcandre ma marc
marc mark marco marcus
marcel marcello
margaret peggy maggie meg marge margie
marguerite margot margo margaret daisy rita
marie mary maria mia
mariebelle marie
mariechristine mc marichris
marieclaude mc marieclo
mariefrance mf
mariehelene mh marilene
mariejosee mj marijo mariejo
marielouise ml malou marilou
marieeve me marieve meve
martine tina
martin marty
mathieu matt matthew mat mathew
maurice moe morris
maxime max maxim
maximilien max maximilian
melanie mel mela
melissa mel missy
michael mike mick mickey mikael michel
michel mike mich mitch michael miguel
michele michelle mich shelly
micheline mimi mich line
mireille mimi mimie
mohamed mohammed muhammad mohamad mo moe med
monique moni monica mo
nathalie nat natalie natacha nath
nathaniel nat nate nathan
nicolas nic nick nico nicholas
nicole nic nicky nicoletta
normand norm norman
olivier oli oliver ollie
pascal pasc pascale
patrice pat patrick
patricia pat patty trish tricia
patrick pat paddy rick patrice
paul pol paulo
pauline paule paulette
peter pete pierre
philippe phil philip felipe
pierre peter pete pierrot pedro
pierreluc pl
pierreolivier po
pierreyves py
rachel rach rachelle
raphael raph rafael rafi
raymond ray
rebecca becky
rejean ray
rene ray
richard rick dick rich ricky ricardo
robert bob rob bobby robbie bert
roberta bobbie
rodrigue rod rodrigo
roger rodge
roland rol rolly orlando
rolande rol
ronald ron ronny
samuel sam sammy
samantha sam
sebastien seb sebastian bastien
serge sergio
simon sim
solange sol
sophie sofia sophia so
stephane steve stephan steph stefan
stephanie steph stefanie fanie
steven steve stephen etienne
suzanne sue susan suzie suzy
sylvain syl
sylvie syl sylvia
therese tess teresa theresa terry
theodore theo ted
theophile theo
thierry terry titi
thomas tom tommy
timothy tim timmy
timothee tim tim
valerie val
veronique vero veronica
victor vic vick
victoria vicky vic
vincent vince vinny
virginie ginny gigi virginia
viviane vivi vivian
william will bill billy willie guillaume
xavier xav
yolande yoyo yola
yvan ivan
yves yvon
zacharie zach zack zachary
";

static TABLE: LazyLock<HashMap<&'static str, Vec<u16>>> = LazyLock::new(|| {
    let mut table: HashMap<&str, Vec<u16>> = HashMap::new();
    for (group, line) in (0_u16..).zip(GROUPS.lines()) {
        for name in line.split(' ') {
            let groups = table.entry(name).or_default();
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
    }
    table
});

/// The groups to which a given name belongs.
pub fn of(name: &str) -> Vec<u16> {
    TABLE.get(name).cloned().unwrap_or_default()
}

/// What a given name is filed under whatever it is called: the first name of each of its groups.
pub fn heads(name: &str) -> impl Iterator<Item = &'static str> {
    let heads = of(name).into_iter();
    heads.filter_map(|group| GROUPS.lines().nth(group.into())?.split(' ').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_call_each_other_meets() {
        for (one, other) in [
            ("michel", "mike"),
            ("marguerite", "margot"),
            ("jf", "jeanfrancois"),
            ("robert", "bob"),
            ("benoit", "ben"),
        ] {
            assert!(
                of(one).iter().any(|group| of(other).contains(group)),
                "{one} {other}"
            );
        }
        assert!(of("jean").iter().all(|group| !of("paul").contains(group)));
        assert!(heads("mike").any(|head| head == "michel"));
    }
}
